import { createInterface } from 'node:readline';
import { type AnyFact, type Change, COMMAND_KINDS, fold, type Refusal, type Rulebook, type State } from '@racetower/engine';
import type { Club } from '@racetower/server/club';
import { Temporal } from 'temporal-polyfill';
import { followsText } from '@racetower/server/publish';
import { dayOfMeeting, meetingNow, openClubLog } from '../club/club-log.ts';
import { wordsFrom, wordsOfLine } from '../club/command-words.ts';
import { type CommandInfo, type Given, UsageError } from '../command-line.ts';
import { commandOf, dayIn, instantIn, judgeOf, StepError, type WordMap as Map } from '@racetower/rulebook';
import { type Output, paint } from '../output.ts';
import { factLine, plainText } from '../reason.ts';

type Flagged = readonly { readonly says: string; readonly clauses: readonly string[] }[];

/** What a command that was given came to; `changes` only where it was asked what it would change. */
type Came =
  | {
      readonly ok: true;
      readonly facts: readonly AnyFact[];
      readonly flagged: Flagged;
      readonly kept: number;
      readonly changes?: readonly Change[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** `racetower do LOG COMMAND field=value…`: 0 done, 1 refused, 2 it could not be read. Without COMMAND: JSON lines from standard input. */
async function run(names: readonly string[], given: Given, out: Output): Promise<number> {
  const [file, kind, ...written] = names;
  if (file === undefined) throw new UsageError('say which log: racetower do LOG COMMAND field=value…');
  if (kind === undefined && process.stdin.isTTY)
    throw new UsageError(`say which command, or pipe in a line of JSON for each; the commands are ${COMMAND_KINDS.join(', ')}`);
  const desk: Desk = { ...openClubLog(file, given.text('rulebook')), only: given.has('preview') };
  const { club } = desk;
  try {
    if (kind === undefined) return await giveLines(desk, given, out);
    const came = await readably(() => give(desk, wordsFrom(kind, written, club.book)));
    tell(came, club.book, given.has('json') ? 2 : undefined, out);
    return came.ok ? 0 : 1;
  } finally {
    await club.close();
  }
}

/** Where commands are given, or only looked at: then each on what those before it would have put on record. */
interface Desk {
  readonly club: Club;
  readonly only: boolean;
  imagined?: State;
}

/** Gives a command for each line, on what those before it put on record, up to the first that is refused. */
async function giveLines(desk: Desk, given: Given, out: Output): Promise<number> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const came = await readably(() => give(desk, wordsOfLine(line)), `line ${number}: `);
    tell(came, desk.club.book, given.has('json') ? 0 : undefined, out);
    if (came.ok) continue;
    out.error(`line ${number} was refused; the lines before it ${desk.only ? 'were accepted' : 'are on record'}`);
    return 1;
  }
  return 0;
}

/** Puts the facts of a command on record, unless it is only looked at. */
async function give(desk: Desk, words: Map): Promise<Came> {
  const { club } = desk;
  if (desk.only) return imagine(desk, words);
  const outcome = await club.give((state) => commandOf({ words }, aroundOf(state, club.book, words)));
  if (outcome.is === 'refused') return { ok: false, refusal: outcome.refusal };
  if (outcome.is === 'elsewhere') throw new UsageError(followsText(club.name, outcome.writer));
  if (outcome.is !== 'done') throw new UsageError('others wrote to the log all the time; nothing was kept, give it again');
  return { ok: true, facts: outcome.facts, flagged: flaggedIn(outcome.facts), kept: outcome.facts.length };
}

/** Looks at what a command would change, and goes on as if it were on record. */
async function imagine(desk: Desk, words: Map): Promise<Came> {
  const { club } = desk;
  const on = desk.imagined ?? (await club.latest());
  const previewed = await club.preview(commandOf({ words }, aroundOf(on, club.book, words)), { on });
  if (previewed.is === 'stale') throw new Error('a preview on a state of its own is never stale');
  if (previewed.is === 'refused') return { ok: false, refusal: previewed.refusal };
  const facts = previewed.facts.map((fact, index): AnyFact => ({ ...fact, club: club.name, seq: on.seq + index + 1 }));
  desk.imagined = fold(facts, on);
  return { ok: true, facts, flagged: flaggedIn(facts), changes: previewed.changes, kept: 0 };
}

const flaggedIn = (facts: readonly AnyFact[]): Flagged => facts.flatMap((fact) => fact.body.flagged ?? []);

/** What the words are read with: the time is now and the meeting the one opened last, unless they say. */
function aroundOf(state: State, book: Rulebook, words: Map): Parameters<typeof commandOf>[1] {
  const { zone } = book.club;
  const now = Temporal.Now.instant().toString();
  const opens = words['do'] === 'open-meeting' || words['do'] === 'schedule-meeting';
  const own = String(words['date'] ?? words['meeting'] ?? '').slice(0, 10);
  const meeting = typeof words['meeting'] === 'string' ? words['meeting'] : meetingNow(state);
  const day = opens && /^\d{4}-\d{2}-\d{2}$/.test(own) ? own : (dayOfMeeting(state, meeting) ?? dayIn(zone, now));
  const instant = (text: string): string => instantIn(text, zone, day);
  return {
    book,
    at: words['at'] === undefined ? now : instant(String(words['at'])),
    meeting: meetingNow(state),
    names: new Map(),
    judge: (id) => judgeOf(state, book, id),
    instant,
  };
}

/** Does something with words that people wrote. @throws UsageError with the field that is wrong in them */
async function readably<T>(work: () => Promise<T>, where = ''): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StepError) throw new UsageError(`${where}${error.message}`);
    throw error;
  }
}

/** @param indent of the JSON; left out: lines for people */
function tell(came: Came, book: Rulebook, indent: number | undefined, out: Output): void {
  if (indent !== undefined) out.line(JSON.stringify(came, null, indent));
  else if (!came.ok) for (const line of refusalLines(came.refusal)) out.error(line);
  else {
    for (const fact of came.facts) out.line(factLine(fact, book.club.zone));
    if (came.facts.length === 0) out.line('nothing new');
    for (const flag of came.flagged) out.line(paint('yellow', `flagged: ${flag.says}${clausesText(flag.clauses)}`));
    if (came.changes) for (const line of changeLines(came.changes, book.club.currency)) out.line(line);
  }
}

function changeLines(changes: readonly Change[], currency: string): readonly string[] {
  const money = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const text = (what: string, value: unknown): string =>
    value === null ? 'nothing' : what.startsWith('fees ') && typeof value === 'number' ? money.format(value / 100) : plainText(value);
  return [
    changes.length === 0 ? 'This would change nothing that is shown; nothing was kept.' : 'This would change, and nothing was kept:',
    ...changes.map(({ what, before, after }) => `  ${what}: ${text(what, before)} → ${text(what, after)}`),
  ];
}

function refusalLines({ code, says, clauses, override, field, until }: Refusal): readonly string[] {
  return [
    `refused (${code}): ${says}${clausesText(clauses)}`,
    ...(field === undefined ? [] : [`the field is ${field}`]),
    ...(until === undefined ? [] : [`it stands until ${until}`]),
    ...(override.length === 0 ? [] : [`may be given all the same by ${override.join(' or ')}, with override="why"`]),
  ];
}

const clausesText = (clauses: readonly string[]): string => (clauses.length > 0 ? ` [${clauses.join(', ')}]` : '');

export const doCommand: CommandInfo = {
  name: 'do',
  purpose: "gives a command to a club's log and prints its facts, or why it is refused",
  takes: 'LOG [COMMAND field=value…]',
  options: {
    rulebook: { takes: 'RULEBOOK', says: "left out: the one of the log's club; needed for a new log" },
    preview: { says: 'tell what it would change, and keep nothing' },
    json: { says: 'print JSON for programs' },
  },
  notes: [
    "Commands and fields are those of nights (docs/nights.md). A list is written 44,22 or [44, 22], a map {44: dnf}, an amount '$25.00'.",
    'at=14:00 is a time on the day of the meeting, left out: now; the meeting is the one opened last; by is the first role that may.',
    'Without COMMAND it reads a line of JSON for each from standard input, {"do": "scratch", "race": …}, up to the first that is refused.',
    `The commands: ${COMMAND_KINDS.join(', ')}.`,
  ],
  examples: [
    'do club.sqlite open-meeting meeting=2026-05-02 kind=points --rulebook example-speedway',
    'do club.sqlite sign-in class=mini-stock driver="Ava Archer" car=11 pill=4',
    'do club.sqlite call name=disqualified race=mini-stock/heat-1 car=44 why="light car" --preview',
    'do club.sqlite --json < commands.jsonl',
  ],
  exits: { 0: 'done', 1: 'refused; nothing of the refused command was kept' },
  run,
};
