import type { Context } from '../context.ts';
import type { AnyFact, Fact, FactKind, Passes } from '../fact.ts';
import { BODY_FIELDS, fitsBody } from '../fact-fields.ts';
import { Keeping } from '../keeping/keeping.ts';
import { didYouMean } from '../nearest.ts';
import { refusal, refuse } from '../refusal.ts';
import { evolve, factAt } from '../state.ts';
import { findings } from '../view/findings.ts';
import { type Deciding, factOf, type Handler, joinPasses, notOfficial, overridden, passGates } from './deciding.ts';

/** Kinds that other corrections rest on; they are undone by their own opposite. */
const FIXED = new Set<FactKind>(['fact-voided', 'fact-restored', 'fact-corrected']);

/** Facts of a race that its result rests on. */
const OF_RESULT = new Set<FactKind>([
  'race-finished',
  'times-recorded',
  'lap-scored',
  'flag-shown',
  'line-up-posted',
  'line-up-changed',
  'car-scratched',
  'call-made',
]);

function target(deciding: Deciding, seq: number): AnyFact {
  const found = factAt(deciding.context.state, seq) ?? refuse('unknown-fact', `there is no fact ${seq}`, { field: 'fact' });
  if (FIXED.has(found.kind))
    return refuse('cannot-void', `fact ${seq} is itself a correction (${found.kind})`, { facts: [seq], field: 'fact' });
  return found;
}

/** What a change of a fact must answer to: an official result stands, and the rulebook's own requirements. */
function changing(deciding: Deciding, fact: AnyFact): Passes {
  const { meeting, race } = fact;
  const place = { ...(meeting !== undefined ? { meeting } : {}), ...(race !== undefined ? { race } : {}) };
  const official = meeting !== undefined && race !== undefined && OF_RESULT.has(fact.kind) ? notOfficial(deciding, { meeting, race }) : {};
  return joinPasses([
    official,
    passGates(deciding, [deciding.command.do], known(deciding.context, meeting) ? place : {}, { kind: () => fact.kind }),
  ]);
}

/** A fact may stand at a meeting that nobody announced; formulas cannot be asked about that. */
function known(context: Context, meeting: string | undefined): boolean {
  const facts = meeting === undefined ? undefined : context.state.meetings.get(meeting)?.facts;
  return facts !== undefined && facts.of('meeting-scheduled').length + facts.of('meeting-opened').length > 0;
}

export const voidIt: Handler<'void'> = (deciding) => {
  const { command, context } = deciding;
  const fact = target(deciding, command.fact);
  const by = context.state.voided.get(fact.seq);
  if (by !== undefined) return refuse('void-already', `fact ${fact.seq} is void already`, { facts: [by], field: 'fact' });
  return [factOf(deciding, 'fact-voided', { fact: fact.seq, why: command.why }, { passes: changing(deciding, fact) })];
};

export const restore: Handler<'restore'> = (deciding) => {
  const { command, context } = deciding;
  const fact = target(deciding, command.fact);
  if (!context.state.voided.has(fact.seq)) return refuse('not-void', `fact ${fact.seq} stands`, { field: 'fact' });
  return [factOf(deciding, 'fact-restored', { fact: fact.seq, why: command.why }, { passes: changing(deciding, fact) })];
};

export const correct: Handler<'correct'> = (deciding) => {
  const { command, context } = deciding;
  const fact = target(deciding, command.fact);
  const by = context.state.voided.get(fact.seq);
  if (by !== undefined) return refuse('void-already', `fact ${fact.seq} is void`, { facts: [by], field: 'fact' });
  const fields: Readonly<Record<string, Parameters<typeof fitsBody>[0]>> = Object.hasOwn(BODY_FIELDS, fact.kind)
    ? BODY_FIELDS[fact.kind]
    : {};
  if (Object.keys(command.body).length === 0) return refuse('field-missing', 'say which fields should have been what', { field: 'body' });
  for (const [name, value] of Object.entries(command.body)) {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (type === undefined)
      return refuse('unknown-field', `${fact.kind} has no field "${name}"${didYouMean(name, Object.keys(fields))}`, { field: name });
    if (!fitsBody(type, value))
      return refuse('wrong-type', `${name} of ${fact.kind} is a ${type}, not ${JSON.stringify(value)}`, { field: name });
  }
  const made = factOf(deciding, 'fact-corrected', { fact: fact.seq, body: command.body, why: command.why });
  const passes = joinPasses([changing(deciding, fact), makesSense(deciding, made as Omit<Fact<'fact-corrected'>, 'club' | 'seq'>)]);
  return [factOf(deciding, 'fact-corrected', { fact: fact.seq, body: command.body, why: command.why }, { passes })];
};

/** A correction that brings new nonsense into the log, as a car that was not in the race, is refused with what it would say. */
function makesSense(deciding: Deciding, made: Omit<Fact<'fact-corrected'>, 'club' | 'seq'>): Passes {
  const { context } = deciding;
  const before = new Set(findings(context).map((finding) => `${finding.seq} ${finding.says}`));
  const after = evolve(context.keeping.folded, { ...made, club: '', seq: context.state.seq + 1 });
  const fresh = findings(new Keeping(after).on(context.editions, context.book.inForce)).filter(
    (finding) => !before.has(`${finding.seq} ${finding.says}`),
  );
  if (fresh.length === 0) return {};
  return {
    override: overridden(
      deciding,
      refusal('makes-no-sense', `then ${fresh.map((finding) => finding.says).join('; ')}`, {
        facts: [...new Set(fresh.map((finding) => finding.seq))],
        field: 'body',
      }),
    ),
  };
}
