import type { RaceRun } from '../answers.ts';
import { type Context, memo, meetingOf } from '../context.ts';
import { classesIn, classOfRace } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import { CutState } from '../keeping/cut-state.ts';
import { Keeping } from '../keeping/keeping.ts';
import { beingWorkedOut, Kept, reads } from '../keeping/kept.ts';
import { readFrom } from '../keeping/later.ts';
import { LiveMeeting } from '../keeping/live-state.ts';
import type { Expr, Rulebook } from '../language.ts';
import { FactList, type MeetingFacts } from '../state.ts';

type Moment = Pick<Fact, 'seq' | 'meeting' | 'race'>;

/**
 * The meeting as it stood before a fact: a formula of a call never sees what came after that call. Voids and
 * corrections made later hold. A fact that is not on record yet sees all.
 */
export function asOf(context: Context, fact: Partial<Moment>): Context {
  const { seq, meeting, race } = fact;
  if (seq === undefined || meeting === undefined) return context;
  const root = context.keeping.root ?? context;
  return memo(root, `as of ${seq}`, () => before(root, { seq, meeting, ...(race === undefined ? {} : { race }) }));
}

/** Leaves the race as it stands at a call, for those who ask about it as of that call. */
export function leaveSnapshot(context: Context, seq: number, run: RaceRun): void {
  const root = context.keeping.root ?? context;
  const folding = beingWorkedOut();
  root.memo.delete(`before ${seq}`);
  memo(root, `before ${seq}`, () => {
    readFrom(folding);
    return run;
  });
}

function before(root: Context, fact: Moment): Context {
  const id = fact.meeting as string;
  const known = root.state.meetings.get(id);
  const meeting = known instanceof LiveMeeting ? known.lookBack() : known;
  if (!meeting) return root;
  const earlier = (facts: FactList): FactList => FactList.of([...facts].filter((each) => each.seq < fact.seq));
  const cut: MeetingFacts = {
    ...meeting,
    facts: earlier(meeting.facts),
    passings: earlier(meeting.passings),
    races: new Map([...meeting.races].map(([race, facts]) => [race, { ...facts, facts: earlier(facts.facts) }])),
  };
  const keeping = new Keeping(new CutState(root.state, cut), { goesOn: root.keeping.goesOn, root });
  const context = keeping.on(root.editions, meetingOf(root, id).date);
  if (fact.race === undefined) return context;
  keepPlan(root, context, id, fact.race);
  handOn(root, `before ${fact.seq}`, context, `run ${id} ${fact.race}`);
  return context;
}

/** Takes what one context has worked out for the answer of another, where it has. */
function handOn(from: Context, what: string, to: Context, as: string): void {
  const known = from.memo.get(what);
  if (!known) return;
  if (known instanceof Kept) reads(known);
  to.memo.set(as, known);
}

/** Which races there are and who lines up in this one is as it stands now: a race is run with the line-up it has. */
function keepPlan(root: Context, context: Context, meeting: string, race: string): void {
  const joined = classOfRace(race);
  const classes = [...new Set([joined, ...classesIn(joined)])];
  const keys = classes.flatMap((id) => [
    `entries ${meeting} ${id}`,
    `entered ${meeting} ${id}`,
    `entry ${meeting} ${id}`,
    `plan ${meeting} ${id}`,
    ...root.book.rounds.map((round) => `races ${meeting} ${id} ${round.id}`),
  ]);
  for (const key of [`line-up ${meeting} ${race}`, ...keys]) handOn(root, key, context, key);
}

const OF_THE_ACT = new Set(['act', 'nth', 'by', 'number']);

/** Tells whether a formula reads nothing but the act itself and plain values of the rulebook, so that no race need be looked at. */
export function readsOnlyAct(book: Rulebook, expr: Expr): boolean {
  return expr.names.every((name) => OF_THE_ACT.has(name) || isPlainValue(book, name));
}

function isPlainValue(book: Rulebook, name: string): boolean {
  const value = book.values.get(name);
  if (!value) return false;
  const overrides = [...book.groups.values(), ...book.classes].map((each) => each.values.get(name)?.value);
  return [value.value, ...overrides].every((each) => each === undefined || each.names.length === 0);
}
