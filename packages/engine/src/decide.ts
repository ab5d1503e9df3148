import type { Command, CommandKind } from './command.ts';
import { type Context, contextOn, dayOf, isInstant, laterThanFacts, meetings, msOf } from './context.ts';
import { act, tick } from './decide/acts.ts';
import { file, rule } from './decide/cases.ts';
import { closeOut, pay, payOut, receive, transfer } from './decide/money.ts';
import { correct, restore, voidIt } from './decide/corrections.ts';
import { type Handler, mustBe, wordsOf } from './decide/deciding.ts';
import { combine, draw, signIn, withdraw } from './decide/entry.ts';
import { changeLineUp, finish, flag, lap, makeOfficial, postLineUp, scratch, seeOrder, time } from './decide/race.ts';
import { commitSeed, revealSeed } from './decide/seeds.ts';
import { checkShape } from './decide/shape.ts';
import { letStand } from './decide/let-stand.ts';
import { register, registerCar } from './decide/registry.ts';
import { assignTransponder, keepSheet, pass } from './decide/timing.ts';
import {
  carryPoints,
  cancelMeeting,
  closeMeeting,
  openMeeting,
  openSeason,
  postOrder,
  postScores,
  scheduleMeeting,
  setValue,
} from './decide/season.ts';
import { isAlwaysThere, roleOf } from './entry/roles.ts';
import type { NewFact, Passes } from './fact.ts';
import type { Rulebook } from './language.ts';
import { didYouMean } from './nearest.ts';
import { Refused, type Refusal, refuse } from './refusal.ts';
import type { SeedDrawing } from './seed-drawing.ts';
import type { State } from './state.ts';

/**
 * What a command comes to: facts to append and the requirements that failed without stopping it, or a refusal; a
 * refused command changes nothing.
 */
export type Decision =
  | { readonly ok: true; readonly facts: readonly NewFact[]; readonly flagged: NonNullable<Passes['flagged']> }
  | { readonly ok: false; readonly refusal: Refusal };

const HANDLERS: { readonly [K in CommandKind]: Handler<K> } = {
  'open-season': openSeason,
  'schedule-meeting': scheduleMeeting,
  'open-meeting': openMeeting,
  'close-meeting': closeMeeting,
  'cancel-meeting': cancelMeeting,
  'set-value': setValue,
  register,
  'register-car': registerCar,
  'sign-in': signIn,
  withdraw,
  draw,
  'commit-seed': commitSeed,
  'reveal-seed': revealSeed,
  combine,
  'post-line-up': postLineUp,
  'change-line-up': changeLineUp,
  scratch,
  flag,
  lap,
  'see-order': seeOrder,
  pass,
  'assign-transponder': assignTransponder,
  'keep-sheet': keepSheet,
  'let-stand': letStand,
  finish,
  time,
  mark: act,
  record: act,
  call: act,
  file,
  rule,
  pay,
  receive,
  'pay-out': payOut,
  transfer,
  'close-out': closeOut,
  tick,
  'post-order': postOrder,
  'post-scores': postScores,
  'carry-points': carryPoints,
  'make-official': makeOfficial,
  void: voidIt,
  restore,
  correct,
};

/**
 * Decides a command by the rulebook in force on its meeting's day.
 *
 * @param editions all editions of the club's rulebook, oldest first
 * @param drawing works out hashes and draws of a committed seed, which the engine cannot; left out: such draws are refused
 * @returns the facts in the order to append them, or the refusal with code, clause, facts and who may override
 */
export function decide(editions: readonly Rulebook[], state: State, command: Command, drawing?: SeedDrawing): Decision {
  try {
    checkShape(command);
    const context = contextFor(editions, state, command);
    knownRole(context, command);
    ofItsSeason(context, command);
    goesForward(context, command);
    const authority = context.book.authority.get(command.do);
    if (authority) mustBe({ context, command }, authority.roles, authority.clauses, command.do);
    const handler = HANDLERS[command.do] as unknown as Handler<CommandKind>;
    const facts = context.keeping.answer(() => handler({ context, command, ...(drawing ? { drawing } : {}) }));
    return { ok: true, facts, flagged: facts.flatMap((fact) => fact.body.flagged ?? []) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** The edition for a command: of its meeting's day, else of the day it is given. */
function contextFor(editions: readonly Rulebook[], state: State, command: Command): Context {
  const first = editions[0];
  if (!first) throw new Error('a club needs at least one edition of its rulebook');
  if (!isInstant(command.at)) return refuse('bad-time', `"${command.at}" is not an instant, as 2026-05-02T14:00:00Z`, { field: 'at' });
  const now = laterThanFacts(editions, state, command.at);
  const latest = contextOn(editions, state, dayOf(first, command.at), now);
  const meeting = command.meeting === undefined ? undefined : meetings(latest).find((each) => each.id === command.meeting);
  return meeting ? contextOn(editions, state, meeting.date, now) : latest;
}

/** Roles are those of the rulebook, and a few that are always there. */
function knownRole(context: Context, command: Command): void {
  const role = roleOf(command.by);
  const known = [...context.book.roles.keys()];
  if (known.length === 0 || known.includes(role) || isAlwaysThere(role)) return;
  refuse('unknown-role', `the rulebook has no role "${role}"${didYouMean(role, known)}`, { field: 'by' });
}

/** A meeting is of one season, that of its announcement; no command at it can be of another. */
function ofItsSeason(context: Context, command: Command): void {
  if (command.season === undefined || command.meeting === undefined || ANNOUNCES.has(command.do)) return;
  const season = context.state.meetings.get(command.meeting)?.season;
  if (season !== undefined && season !== command.season)
    refuse('wrong-season', `${command.meeting} is a meeting of the season ${season}, not ${command.season}`, { field: 'season' });
}

const ANNOUNCES: ReadonlySet<CommandKind> = new Set(['schedule-meeting', 'open-meeting']);

/** Officials write things down in any order, but not more than so much later than what came after. */
const LATEST_MS = 3_600_000;

/** What sets the record right is given whenever the mistake is seen. */
const ANY_TIME: ReadonlySet<CommandKind> = new Set(['void', 'restore', 'correct']);

/**
 * Refuses a command given more than an hour before something that is already on record at its meeting; within a race
 * `raceFor` is stricter. Corrections may come with any time.
 */
function goesForward(context: Context, command: Command): void {
  if (ANY_TIME.has(command.do)) return;
  const facts = command.meeting === undefined ? undefined : context.state.meetings.get(command.meeting);
  if (!facts) return;
  const last = [facts.facts.last(), ...[...facts.races.values()].map((race) => race.facts.last())].reduce(
    (latest, fact) => (fact && (!latest || fact.seq > latest.seq) ? fact : latest),
    undefined,
  );
  if (last && msOf(last.at) - msOf(command.at) > LATEST_MS)
    refuse(
      'time-goes-back',
      `${facts.id} went on until ${wordsOf(context, last.at)}, more than an hour later than ${wordsOf(context, command.at)}`,
      {
        facts: [last.seq],
        field: 'at',
      },
    );
}
