import type { AnyFact, FactBodies, FactKind } from '@racetower/engine';
import { decisionsIn, isDisqualified, type League, type Line, type RoundCase, type SeasonTable, type Session } from './league.ts';

export const SEASON = 'season';
const FIRST = '2025-01-01';
/** Best laps of the data are in ten-thousandths of a second. */
const UNIT_US = 100;

/** The meeting of a round, one a week. */
export function meetingOfRound(round: number): string {
  return new Date(Date.parse(FIRST) + (round - 1) * 7 * 86_400_000).toISOString().slice(0, 10);
}

class Log {
  readonly facts: AnyFact[] = [];
  put<K extends FactKind>(kind: K, body: FactBodies[K], place: { readonly meeting?: string; readonly race?: string } = {}): void {
    const seq = this.facts.length + 1;
    const at = new Date(Date.parse(`${place.meeting ?? FIRST}T12:00:00Z`) + seq * 1000).toISOString();
    this.facts.push({ club: 'iracing-league', seq, at, by: 'official', kind, season: SEASON, ...place, body } as AnyFact);
  }
  value(value: string, to: number | readonly (number | string)[]): void {
    this.put('value-set', { value, to, of: 'season' });
  }
  signIn(meeting: string, drivers: readonly string[]): void {
    for (const driver of drivers) this.put('car-signed-in', { class: 'cars', driver, car: driver, details: {} }, { meeting });
  }
}

/** A round of one class as it would have been put on record. */
export function roundFacts(rule: League['rule'], { sessions, expected }: RoundCase): readonly AnyFact[] {
  const log = new Log();
  const meeting = meetingOfRound(1);
  const table = (name: string): readonly number[] => rule.points_tables[name] ?? [];
  log.put('season-opened', { starts: FIRST });
  log.value('qualifying_points', table('Sprint qualifying'));
  for (const type of ['Sprint', 'Feature', 'Endurance']) log.value(`${type.toLowerCase()}_points`, table(`${type} race`));
  log.value('fastest_points', table('Fastest lap, sprint and feature'));
  log.value('fastest_endurance_points', table('Fastest lap, endurance'));
  log.value('rounds_dropped', 0);
  log.value('rounds_that_stay', []);
  const types = sessions.flatMap((each) => [each.type, ...(each.type === 'Sprint' && each.quali ? ['Sprint qualifying'] : [])]);
  log.value('run_sessions', types);
  log.put('meeting-opened', { date: meeting, kind: 'round' }, { meeting });
  const drivers = [
    ...new Set([...sessions.flatMap((each) => [...each.race, ...(each.quali ?? [])].map((line) => line.driver)), ...Object.keys(expected)]),
  ];
  log.signIn(meeting, drivers);
  for (const session of sessions) runSession(log, meeting, session, drivers);
  return log.facts;
}

function runSession(log: Log, meeting: string, session: Session, drivers: readonly string[]): void {
  const race = `cars/${session.type.toLowerCase()}`;
  if (session.type === 'Sprint' && session.quali) finish(log, { meeting, race: `${race}-qualifying` }, session.quali, drivers);
  finish(log, { meeting, race }, session.race, drivers);
  for (const each of decisionsIn(session)) {
    const out = isDisqualified(each);
    const fields = out ? {} : { places: Number(each.positions ?? 0) };
    log.put('call-made', { name: out ? 'disqualified' : 'places-lost', car: each.driver, fields, approvals: [] }, { meeting, race });
  }
}

/** Every car stands where it was on the road; what its status makes of that is for the rulebook. */
function finish(
  log: Log,
  place: { readonly meeting: string; readonly race: string },
  lines: readonly Line[],
  drivers: readonly string[],
): void {
  const there = new Set(lines.map((line) => line.driver));
  const statuses = [
    ...lines.flatMap((line) => (isDisqualified(line) ? [[line.driver, 'dq']] : line.disconnected ? [[line.driver, 'disconnected']] : [])),
    ...drivers.filter((driver) => !there.has(driver)).map((driver) => [driver, 'dns']),
  ];
  const timed = lines.flatMap((line) =>
    line.best_lap !== null && line.best_lap > 0 ? [[line.driver, line.best_lap * UNIT_US] as const] : [],
  );
  const body: FactBodies['race-finished'] = {
    order: lines.map((line) => line.driver),
    statuses: Object.fromEntries(statuses),
    laps: Object.fromEntries(lines.map((line) => [line.driver, line.laps])),
    bestLapsUs: Object.fromEntries(timed),
  };
  log.put('race-finished', body, place);
}

/** A season of published rounds with the penalty points of each driver. */
export function tableFacts({ rule, rows }: SeasonTable): readonly AnyFact[] {
  const log = new Log();
  log.put('season-opened', { starts: FIRST });
  log.value('rounds_dropped', rule.drop_worst);
  log.value('rounds_that_stay', rule.rounds_not_droppable);
  const drivers = rows.map((row) => row.driver);
  const rounds = Math.max(0, ...rows.map((row) => row.round_points.length));
  for (let round = 1; round <= rounds; round += 1) {
    const meeting = meetingOfRound(round);
    log.put('meeting-opened', { date: meeting, kind: 'published', name: `Round ${round}` }, { meeting });
    log.signIn(meeting, drivers);
    for (const row of rows)
      log.put(
        'record-made',
        { name: 'round-score', class: 'cars', car: row.driver, fields: { points: row.round_points[round - 1] ?? 0 }, approvals: [] },
        { meeting },
      );
    log.put('race-finished', { order: drivers, statuses: {}, laps: {} }, { meeting, race: 'cars/published' });
  }
  for (const row of rows)
    if (row.penalty !== 0)
      log.put('call-made', { name: 'season-penalty', person: row.driver, fields: { points: row.penalty }, approvals: [] });
  return log.facts;
}
