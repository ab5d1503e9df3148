import { existsSync, statSync } from 'node:fs';
import type { AnyFact, NewFact, Rulebook } from '@racetower/engine';
import { openSqliteLog } from '@racetower/log';
import { answerLines } from '../answer-lines.ts';
import { type Given, UsageError } from '../command-line.ts';
import { failureOf, openNight, runTo } from '../night/open-night.ts';
import type { StepOutcome } from '@racetower/rulebook';
import type { NightOutcome } from '../night/run-night.ts';
import { type Output, paint } from '../output.ts';
import { answerTo, questionFrom } from '../question.ts';
import { factLine } from '../reason.ts';

/** `racetower run NIGHT [--to STEP] [--view VIEW field=value…]`: 0 ran, 1 a step failed, 2 could not run or be answered. */
export async function runCommand(names: readonly string[], given: Given, out: Output): Promise<number> {
  const [file, ...fields] = names;
  const asked = given.text('view');
  if (asked === undefined && fields.length > 0)
    throw new UsageError(`"${fields[0] ?? ''}" is one too many; fields as race=… belong to --view`);
  const question = asked === undefined ? undefined : questionFrom(asked, fields);
  const log = given.text('log');
  if (log !== undefined) mustBeNew(log);
  const { night, editions } = openNight(file === undefined ? [] : [file], 'racetower run NIGHT');
  const outcome = runTo(night, editions, given);
  if (log !== undefined) await keep(log, outcome);
  const failure = failureOf(outcome);
  const answer = question && answerTo(question, outcome);
  const book = editions.at(-1);
  if (given.has('json')) out.line(JSON.stringify(question ? { ...question, answer } : runJson(outcome), null, 2));
  else if (question && book) for (const line of answerLines(question.view, answer, book)) out.line(line);
  else for (const line of storyLines(outcome, editions)) out.line(line);
  if (log !== undefined) out.error(`${outcome.state.seq} facts are kept in ${log}`);
  if (failure !== undefined) out.error(failure);
  return failure === undefined ? 0 : 1;
}

/** The facts of a step in a line each; a refusal, a question and a preview in one. */
function storyLines(outcome: NightOutcome, editions: readonly Rulebook[]): readonly string[] {
  const zone = editions.at(-1)?.club.zone ?? 'UTC';
  return [paint('bold', outcome.night.title), ...outcome.steps.flatMap((step) => stepLines(step, zone))];
}

function stepLines(outcome: StepOutcome, zone: string): readonly string[] {
  const { step } = outcome;
  const number = `${String(step.number).padStart(4)}  `;
  const facts = outcome.facts.map((fact, index) => `${index === 0 ? number : ' '.repeat(6)}${factLine(fact, zone)}`);
  if (facts.length > 0) return facts;
  const what = String(step.words['do'] ?? step.words['preview'] ?? step.words['expect']);
  const about = ['race', 'class', 'name', 'car'].flatMap((word) => (step.words[word] === undefined ? [] : [String(step.words[word])]));
  const end = outcome.ok ? (step.words['refused'] === undefined ? 'holds' : 'refused, as expected') : 'fails';
  return [paint(outcome.ok ? 'dim' : 'red', `${number}${step.kind} ${[what, ...about].join(' ')}: ${end}`)];
}

function runJson(outcome: NightOutcome): object {
  return {
    night: outcome.night.title,
    ok: outcome.ok,
    steps: outcome.steps.map(({ step, ok, says, facts }) => ({
      step: step.number,
      line: step.line,
      kind: step.kind,
      what: step.words[step.kind],
      ok,
      ...(says === undefined ? {} : { says }),
      facts: facts.map((fact) => fact.seq),
    })),
    facts: [...outcome.state.all],
  };
}

/** A night is a whole log: it does not go on with one that has facts. */
function mustBeNew(file: string): void {
  if (existsSync(file) && statSync(file).size > 0)
    throw new UsageError(`${file} is there already; a night is kept in a log of its own, so name a new file`);
}

async function keep(file: string, outcome: NightOutcome): Promise<void> {
  const club = outcome.editions.at(-1)?.name ?? '';
  const log = openSqliteLog(file, club);
  try {
    await log.append([...outcome.state.all].map(asNew), 0);
  } finally {
    await log.close();
  }
}

function asNew(fact: AnyFact): NewFact {
  const { club: _club, seq: _seq, ...made } = fact;
  return made;
}
