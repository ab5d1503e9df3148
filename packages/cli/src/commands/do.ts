import { createInterface } from 'node:readline';
import { type AnyFact, type Change, COMMAND_KINDS, decide, type NewFact, preview, type Refusal } from '@racetower/engine';
import { SEED_DRAWING } from '@racetower/log';
import { Temporal } from 'temporal-polyfill';
import { ClubLog, dayOfMeeting, meetingNow } from '../club/club-log.ts';
import { wordsFrom, wordsOfLine } from '../club/command-words.ts';
import { type CommandInfo, type Given, UsageError } from '../command-line.ts';
import { commandOf, judgeOf, StepError } from '../night/command.ts';
import { dayIn, instantIn } from '../night/instant.ts';
import type { Map } from '../night/night.ts';
import { type Output, paint } from '../output.ts';
import { factLine, plainText } from '../reason.ts';

/** What a command that was given came to; `changes` only where it was asked what it would change. */
type Came =
  | {
      readonly ok: true;
      readonly facts: readonly AnyFact[];
      readonly flagged: readonly { readonly says: string; readonly clauses: readonly string[] }[];
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
  const club = new ClubLog(file, given.text('rulebook'));
  try {
    if (kind === undefined) return await giveLines(club, given, out);
    const came = readably(() => give(club, wordsFrom(kind, written, club.book), given.has('preview')));
    tell(came, club, given.has('json') ? 2 : undefined, out);
    return came.ok ? 0 : 1;
  } finally {
    club.close();
  }
}

/** Gives a command for each line, on what those before it put on record, up to the first that is refused. */
async function giveLines(club: ClubLog, given: Given, out: Output): Promise<number> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const came = readably(() => give(club, wordsOfLine(line), given.has('preview')), `line ${number}: `);
    tell(came, club, given.has('json') ? 0 : undefined, out);
    if (came.ok) continue;
    out.error(`line ${number} was refused; the lines before it ${given.has('preview') ? 'were accepted' : 'are on record'}`);
    return 1;
  }
  return 0;
}

/** Decides a command, again when somebody else wrote meanwhile, and puts its facts on record unless it is only looked at. */
function give(club: ClubLog, words: Map, only: boolean): Came {
  for (;;) {
    const command = commandOf({ words }, aroundOf(club, words));
    if (only) {
      const previewed = preview(club.editions, club.state, command, SEED_DRAWING);
      if (!previewed.ok) return previewed;
      return { ...previewed, facts: club.imagine(previewed.facts), kept: 0 };
    }
    const decided = decide(club.editions, club.state, command, SEED_DRAWING);
    if (!decided.ok) return decided;
    const facts: readonly NewFact[] = decided.facts;
    const kept = club.append(facts);
    if (kept) return { ok: true, facts: kept, flagged: decided.flagged, kept: kept.length };
  }
}

/** What the words are read with: the time is now and the meeting the one opened last, unless they say. */
function aroundOf({ state, book }: ClubLog, words: Map): Parameters<typeof commandOf>[1] {
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
function readably<T>(work: () => T, where = ''): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StepError) throw new UsageError(`${where}${error.message}`);
    throw error;
  }
}

/** @param indent of the JSON; left out: lines for people */
function tell(came: Came, club: ClubLog, indent: number | undefined, out: Output): void {
  if (indent !== undefined) out.line(JSON.stringify(came, null, indent));
  else if (!came.ok) for (const line of refusalLines(came.refusal)) out.error(line);
  else {
    for (const fact of came.facts) out.line(factLine(fact, club.book.club.zone));
    if (came.facts.length === 0) out.line('nothing new');
    for (const flag of came.flagged) out.line(paint('yellow', `flagged: ${flag.says}${clausesText(flag.clauses)}`));
    if (came.changes) for (const line of changeLines(came.changes, club.book.club.currency)) out.line(line);
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
