import type { Command } from './command.ts';
import { type Context, contextOfMeeting, contextOn, meetings } from './context.ts';
import { raceRun } from './control/race-run.ts';
import { decide, type Decision } from './decide.ts';
import { entered } from './entry/entries.ts';
import type { NewFact } from './fact.ts';
import type { Rulebook } from './language.ts';
import { lineUp } from './lineup/line-up.ts';
import { schedule } from './lineup/plan.ts';
import { feesOf } from './money/fees.ts';
import { purse } from './money/purse.ts';
import { meetingPoints } from './points/meeting-points.ts';
import { result } from './points/result.ts';
import { standings } from './points/standings.ts';
import { Refused, type Refusal } from './refusal.ts';
import type { SeedDrawing } from './seed-drawing.ts';
import { factAt, fold, type State } from './state.ts';
import { sanctions } from './stewards/sanctions.ts';
import { sanctionText } from './stewards/wording.ts';
import { restartView } from './view/more.ts';

/** One answer that a command would change. `what` is a path that `explain` takes; `null` is: not there. */
export interface Change {
  readonly what: string;
  readonly meeting?: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What a command would come to, and what it would change, without putting anything on record. */
export type Preview =
  | (Decision & { readonly ok: true; readonly changes: readonly Change[] })
  | { readonly ok: false; readonly refusal: Refusal };

/** Decides a command and compares line-ups, races, results, points, standings, fees and purse before and after it. */
export function preview(editions: readonly Rulebook[], state: State, command: Command, drawing?: SeedDrawing): Preview {
  const decision = decide(editions, state, command, drawing);
  if (!decision.ok) return decision;
  const made = decision.facts.map((fact, index) => ({ ...fact, club: '', seq: state.seq + index + 1 }));
  return { ...decision, changes: changesBetween(editions, state, fold(made, state), placesOf(state, decision.facts)) };
}

interface Places {
  readonly meetings: ReadonlySet<string>;
  readonly seasons: ReadonlySet<string>;
  /** A ruling, or a paper about a case, may lay something on people. */
  readonly discipline: boolean;
}

/** Where facts make a difference: at their meetings and in their seasons; a correction where the corrected fact does. */
function placesOf(state: State, facts: readonly NewFact[]): Places {
  const touched = facts.flatMap((fact): readonly { readonly meeting?: string; readonly season?: string }[] => {
    const about =
      fact.kind === 'fact-voided' || fact.kind === 'fact-restored' || fact.kind === 'fact-corrected'
        ? factAt(state, fact.body.fact)
        : undefined;
    return about ? [fact, about] : [fact];
  });
  const at = new Set(touched.flatMap((fact) => fact.meeting ?? []));
  const seasons = new Set([
    ...touched.flatMap((fact) => fact.season ?? []),
    ...[...at].flatMap((id) => state.meetings.get(id)?.season ?? []),
  ]);
  const discipline = facts.some((fact) => fact.kind === 'case-ruled' || (fact.kind === 'record-made' && fact.body.case !== undefined));
  if (at.size > 0) return { meetings: at, seasons, discipline };
  const inSeason = [...state.meetings.values()].filter(
    (each) => seasons.size === 0 || (each.season !== undefined && seasons.has(each.season)),
  );
  return {
    meetings: new Set(inSeason.slice(-1).map((each) => each.id)),
    seasons: new Set([...seasons, ...inSeason.flatMap((each) => each.season ?? [])]),
    discipline,
  };
}

/** Compares two states by what people see of them. */
export function changesBetween(editions: readonly Rulebook[], before: State, after: State, places: Places): readonly Change[] {
  return [
    ...[...places.meetings].flatMap((meeting) =>
      compared(meetingShown(editions, before, meeting), meetingShown(editions, after, meeting), meeting),
    ),
    ...[...places.seasons].flatMap((season) => compared(seasonShown(editions, before, season), seasonShown(editions, after, season))),
    ...(places.discipline ? compared(disciplineShown(editions, before), disciplineShown(editions, after)) : []),
  ];
}

type Shown = ReadonlyMap<string, unknown>;

function compared(before: Shown, after: Shown, meeting?: string): readonly Change[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.flatMap((what) => {
    const [was, is] = [before.get(what) ?? null, after.get(what) ?? null];
    return JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [{ what, ...(meeting !== undefined ? { meeting } : {}), before: was, after: is }];
  });
}

/** What cannot be worked out shows the reason that it cannot. */
function shown(into: Map<string, unknown>, path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    into.set(path, { refused: error.refusal.says });
  }
}

function meetingShown(editions: readonly Rulebook[], state: State, id: string): Shown {
  const found = new Map<string, unknown>();
  const latest = contextOn(editions, state, '9999-12-31');
  if (!meetings(latest).some((each) => each.id === id)) return found;
  const context = contextOfMeeting(latest, id);
  context.keeping.answer(() => showMeeting(context, id, found));
  return found;
}

function showMeeting(context: Context, id: string, found: Map<string, unknown>): void {
  for (const raceClass of context.book.classes) {
    for (const entry of entered(context, id, raceClass.id))
      found.set(`entry ${entry.class} ${entry.car}`, { driver: entry.driver, ...(entry.pill !== undefined ? { pill: entry.pill } : {}) });
    shown(found, `points ${raceClass.id}`, () => {
      for (const row of meetingPoints(context, id, raceClass.id)) found.set(`points ${raceClass.id} ${row.car}`, row.total);
    });
  }
  shown(found, 'schedule', () => {
    for (const race of schedule(context, id)) raceShown(context, id, race.id, found);
  });
  shown(found, 'fees', () => {
    for (const line of feesOf(context, id).lines)
      found.set(`fees ${line.person}`, (Number(found.get(`fees ${line.person}`)) || 0) + line.cents);
  });
  shown(found, 'purse', () => purseShown(context, id, found));
}

/** What each person is paid for the meeting, and whether some of it is held. */
function purseShown(context: Context, meeting: string, found: Map<string, unknown>): void {
  const pay = new Map<string, { cents: number; held: boolean }>();
  for (const line of purse(context, meeting))
    for (const part of line.parts) {
      const before = pay.get(part.person) ?? { cents: 0, held: false };
      pay.set(part.person, { cents: before.cents + part.cents, held: before.held || line.held.length > 0 });
    }
  for (const [person, { cents, held }] of pay) found.set(`payout ${person}`, { cents, ...(held ? { held } : {}) });
}

function raceShown(context: Context, meeting: string, race: string, found: Map<string, unknown>): void {
  shown(found, `line-up ${race}`, () => {
    const lined = lineUp(context, meeting, race);
    found.set(`line-up ${race}`, lined.waitsFor.length > 0 ? { waits: lined.waitsFor } : lined.slots.map((slot) => slot.car));
  });
  if (context.state.meetings.get(meeting)?.races.has(race) !== true) return;
  shown(found, `race ${race}`, () => {
    const run = raceRun(context, meeting, race);
    found.set(`race ${race}`, {
      phase: run.phase,
      order: run.order,
      lapped: run.lapped,
      out: run.out.map((each) => `${each.car} ${each.status}`),
      ...(run.lap > 0 ? { lap: run.lap } : {}),
      ...(Object.keys(run.counts).length > 0 ? { counts: run.counts } : {}),
      ...callOutsShown(context, meeting, race),
    });
  });
  shown(found, `result ${race}`, () => {
    const standing = result(context, meeting, race);
    if (standing.standing === 'provisional' || standing.standing === 'official') found.set(`result ${race}`, standing.standing);
    for (const row of standing.rows) found.set(`result ${race} ${row.car}`, { place: row.place, status: row.status });
  });
}

/** What drivers are told to come to the restart, while the race is stopped. */
function callOutsShown(context: Context, meeting: string, race: string): { readonly callOuts?: readonly string[] } {
  if (!['yellow', 'red', 'starting'].includes(raceRun(context, meeting, race).phase)) return {};
  return { callOuts: restartView(context, meeting, race).callOuts.map((each) => each.says) };
}

/** What was laid on each person, in words. */
function disciplineShown(editions: readonly Rulebook[], state: State): Shown {
  const found = new Map<string, unknown>();
  const context = contextOn(editions, state, '9999-12-31');
  shown(found, 'discipline', () =>
    context.keeping.answer(() => {
      const laid = Map.groupBy(sanctions(context), (each) => each.driver);
      for (const [person, own] of laid)
        found.set(
          `discipline ${person}`,
          own.map((each) => sanctionText(context, each)),
        );
    }),
  );
  return found;
}

function seasonShown(editions: readonly Rulebook[], state: State, season: string): Shown {
  const found = new Map<string, unknown>();
  const context = contextOn(editions, state, '9999-12-31');
  const table = context.book.season?.tables[0];
  if (!table) return found;
  const classes = table.by === 'class' ? context.book.classes.map((each) => each.id) : [undefined];
  for (const id of classes) {
    const path = id === undefined ? 'standings' : `standings ${id}`;
    shown(found, path, () =>
      context.keeping.answer(() => {
        for (const row of standings(context, season, id === undefined ? {} : { class: id }).rows)
          found.set(`${path} ${row.driver}`, { place: row.place, total: row.total });
      }),
    );
  }
  return found;
}
