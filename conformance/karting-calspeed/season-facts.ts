import type { AnyFact, FactBodies, FactKind } from '@racetower/engine';
import { driversOf, groupsOf, mainsOf, type Override, raceOf, type Round, type Season, sessionName } from './league.ts';

/** A season as facts, with the places in the log at which the mains of each round were about to be lined up. */
export interface SeasonFacts {
  readonly facts: readonly AnyFact[];
  /** Sequence number of the last fact before the mains, by round. */
  readonly beforeMains: ReadonlyMap<number, number>;
}

/** The meeting of a round: the first of a month, or further days when a season has more than twelve. */
export function meetingOfRound(season: string, round: number): string {
  const year = /\d{4}/.exec(season)?.[0] ?? '2000';
  const month = String(((round - 1) % 12) + 1).padStart(2, '0');
  const day = String(Math.floor((round - 1) / 12) + 1).padStart(2, '0');
  return `${year}-${month}-${day}`;
}

interface Log {
  readonly season: string;
  readonly facts: AnyFact[];
}

interface Place {
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
}

function put<K extends FactKind>(log: Log, kind: K, body: FactBodies[K], place: Place = {}): void {
  const seq = log.facts.length + 1;
  const day = place.meeting ?? meetingOfRound(log.season, 1);
  const at = new Date(Date.parse(`${day}T16:00:00Z`) + seq * 1000).toISOString();
  log.facts.push({ club: 'karting-calspeed', seq, at, by: 'official', kind, ...place, body } as AnyFact);
}

/** Writes a season down as it would have been put on record: values, drivers, sign-ins, finishes, calls. */
export function seasonFacts(name: string, season: Season): SeasonFacts {
  const log: Log = { season: name, facts: [] };
  const place = { season: name };
  put(log, 'season-opened', { starts: meetingOfRound(name, 1) }, place);
  for (const [value, to] of Object.entries(seasonValues(season))) put(log, 'value-set', { value, to, of: 'season' }, place);
  for (const [person, categories] of categoriesOf(season)) put(log, 'person-registered', { person, details: { categories } });
  const beforeMains = new Map<number, number>();
  for (const round of season.rounds) {
    openRound(log, name, round);
    for (const session of Object.keys(round.sessions)) if (sessionName(session)?.kind !== 'MAIN') runSession(log, name, round, session);
    sendHome(log, name, round);
    beforeMains.set(round.round, log.facts.length);
    runMains(log, name, round);
  }
  return { facts: log.facts, beforeMains };
}

function seasonValues(season: Season): Readonly<Record<string, number | readonly number[]>> {
  const { rule } = season;
  return {
    qualifying_points: rule.points['QUALIFYING'] ?? [],
    heat_points: rule.points['HEAT'] ?? [],
    main_points: rule.points['MAIN'] ?? [],
    rounds_planned: rule.total_rounds ?? season.rounds.length,
    rounds_dropped: rule.drop_rounds,
  };
}

/** Categories of each driver: the tables besides `overall` that list the driver. */
function categoriesOf(season: Season): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [table, lines] of Object.entries(season.standings)) {
    for (const [, driver] of lines) {
      const known = found.get(driver) ?? [];
      found.set(driver, table === 'overall' ? known : [...known, table]);
    }
  }
  return found;
}

function openRound(log: Log, season: string, round: Round): void {
  const meeting = meetingOfRound(season, round.round);
  const place = { season, meeting };
  put(log, 'meeting-opened', { date: meeting, kind: 'round', name: `Round ${round.round}` }, place);
  const heats = new Set(Object.keys(round.sessions).flatMap((name) => sessionName(name)?.number || []));
  put(log, 'value-set', { value: 'heats', to: Math.max(0, ...heats), of: 'meeting' }, place);
  for (const heat of heats)
    put(log, 'value-set', { value: 'heat_groups', to: groupsOf(round, heat), of: 'meeting', round: `heat-${heat}` }, place);
  const letters = mainsOf(round).map((main) => main.letter.toUpperCase());
  const sizes = letters.map(
    (letter) =>
      round.main_assignment?.sizes_before_transfer[letter] ??
      mainsOf(round).find((main) => main.letter.toUpperCase() === letter)?.order.length ??
      0,
  );
  const ups = letters.map((letter, index) => round.main_assignment?.transfers[`${letters[index + 1] ?? ''}>${letter}`]?.length ?? 0);
  put(log, 'value-set', { value: 'main_sizes', to: sizes, of: 'meeting' }, place);
  put(log, 'value-set', { value: 'main_ups', to: ups, of: 'meeting' }, place);
  for (const driver of driversOf(round)) put(log, 'car-signed-in', { class: 'kart', driver, car: driver, details: {} }, place);
}

/** The grids are not in the data: the drivers of a session are posted in the order in which they finished. */
function runSession(log: Log, season: string, round: Round, session: string): void {
  const race = raceOf(round, session);
  if (race === undefined) return;
  const lines = round.sessions[session] ?? [];
  const calls = (round.overrides ?? []).filter((each) => each.session === session);
  const order = withoutPenalties(lastMention(lines.map(([driver]) => driver)), calls);
  finishRace(log, { season, meeting: meetingOfRound(season, round.round), race }, order, statusesOf(lines));
  for (const call of calls) makeCall(log, season, round, call);
}

/** A driver listed twice keeps the later place. */
function lastMention(order: readonly string[]): readonly string[] {
  return order.filter((driver, index) => order.lastIndexOf(driver) === index);
}

/** Puts drivers who lost places back to where they finished: the lists are as published after the penalties. */
function withoutPenalties(published: readonly string[], calls: readonly Override[]): readonly string[] {
  const lost = calls.flatMap((call) =>
    call.type === 'adjust_position' ? [{ driver: call.driver, at: published.indexOf(call.driver) - (call.positions ?? 0) }] : [],
  );
  const order = published.filter((driver) => !lost.some((each) => each.driver === driver));
  for (const each of lost.toSorted((a, b) => a.at - b.at)) order.splice(Math.max(0, each.at), 0, each.driver);
  return order;
}

const STATUSES: Readonly<Record<string, string>> = { DNF: 'dnf', DNS: 'dns', DQ: 'dq', DSQ: 'dq' };

function statusesOf(lines: readonly (readonly [string, string, number])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(lines.flatMap(([driver, status]) => (STATUSES[status] === undefined ? [] : [[driver, STATUSES[status]]])));
}

function finishRace(log: Log, place: Required<Place>, order: readonly string[], all: Readonly<Record<string, string>>): void {
  const statuses = Object.fromEntries(Object.entries(all).filter(([driver]) => order.includes(driver)));
  put(log, 'line-up-posted', { order }, place);
  put(log, 'race-finished', { order, statuses, laps: {} }, place);
}

/** Who was not among those to be placed in a main had gone home. */
function sendHome(log: Log, season: string, round: Round): void {
  const placed = round.main_assignment?.points_before_mains;
  const gone = placed ? driversOf(round).filter((driver) => !(driver in placed)) : [];
  for (const car of gone)
    put(
      log,
      'record-made',
      { name: 'gone-home', class: 'kart', car, fields: {}, approvals: [] },
      { season, meeting: meetingOfRound(season, round.round) },
    );
}

/** Lower mains first. Where the mains were not filled by the rule, who drove in which is put on record as posted. */
function runMains(log: Log, season: string, round: Round): void {
  const meeting = meetingOfRound(season, round.round);
  const placed = round.main_assignment?.points_before_mains;
  const byRule = round.main_assignment?.rule_points_then_qualifying_reproduces ?? false;
  const statuses = statusesOf(round.sessions['MAIN'] ?? []);
  for (const main of mainsOf(round).toReversed()) {
    const place = { season, meeting, race: `kart/${main.letter}-main` };
    const here = Object.fromEntries(
      Object.entries(statuses).filter(([driver]) => main.order.includes(driver) && raceOf(round, 'MAIN', driver) === place.race),
    );
    if (!byRule || main.order.some((driver) => placed && !(driver in placed)))
      put(log, 'line-up-changed', { order: main.order, why: 'as the league filled it' }, place);
    put(log, 'race-finished', { order: main.order, statuses: here, laps: {} }, place);
  }
  for (const call of round.overrides ?? []) if (sessionName(call.session)?.kind === 'MAIN') makeCall(log, season, round, call);
}

const CALLS: Readonly<Record<string, (call: Override) => { readonly name: string; readonly fields: Readonly<Record<string, number>> }>> = {
  adjust_points: (call) => ({ name: 'points-fixed', fields: { points: call.points ?? 0 } }),
  adjust_position: (call) => ({ name: 'places-lost', fields: { places: call.positions ?? 0 } }),
  non_droppable: () => ({ name: 'not-droppable', fields: {} }),
};

function makeCall(log: Log, season: string, round: Round, call: Override): void {
  const race = raceOf(round, call.session, call.driver);
  const made = CALLS[call.type]?.(call);
  if (!made || race === undefined) return;
  const place = { season, meeting: meetingOfRound(season, round.round), race };
  put(
    log,
    'call-made',
    {
      name: made.name,
      car: call.driver,
      fields: { ...made.fields, ...(call.reason !== undefined ? { why: call.reason } : {}) },
      approvals: [],
    },
    place,
  );
}
