import type { AnyFact, FactBodies, FactKind } from '@racetower/engine';
import { type Heat, type SpeedwayMeeting, startingNumbers, type Starter } from './meeting.ts';

/** A meeting as facts, with the places in the log at which the semi-finals and the final were about to be lined up. */
export interface MeetingLog {
  readonly facts: readonly AnyFact[];
  readonly meeting: string;
  readonly beforeSemiFinals: number;
  readonly beforeFinal: number;
}

interface Log {
  readonly meeting: string;
  readonly season: string;
  readonly facts: AnyFact[];
}

function put<K extends FactKind>(log: Log, kind: K, body: FactBodies[K], race?: string): void {
  const seq = log.facts.length + 1;
  const at = new Date(Date.parse(`${log.meeting}T17:00:00Z`) + seq * 1000).toISOString();
  const place = { season: log.season, meeting: log.meeting, ...(race === undefined ? {} : { race }) };
  log.facts.push({ club: 'speedway-gp', seq, at, by: 'official', kind, ...place, body } as AnyFact);
}

/** The race of the nth heat of a meeting: the heats of the plan, two semi-finals, the final. */
export function raceOfHeat(meeting: SpeedwayMeeting, heat: number): string {
  const beyond = heat - meeting.rule.qualifying_heats;
  return beyond <= 0 ? `solo/heat-${heat}` : beyond < 3 ? `solo/semi-final-${beyond}` : 'solo/final';
}

/** Writes a meeting down as it would have been put on record: values, numbers drawn, reserves called in, finishes. */
export function meetingLog(meeting: SpeedwayMeeting): MeetingLog {
  const day = `${meeting.season}-${/(\d\d)(\d\d)$/.exec(meeting.id)?.slice(1).join('-') ?? '07-01'}`;
  const log: Log = { meeting: day, season: String(meeting.season), facts: [] };
  put(log, 'meeting-opened', { date: day, kind: 'grand-prix', name: meeting.name });
  for (const [value, to] of Object.entries(valuesOf(meeting))) put(log, 'value-set', { value, to, of: 'meeting' });
  for (const [rider, number] of [...startingNumbers(meeting)].toSorted(([, a], [, b]) => a - b)) {
    put(log, 'car-signed-in', { class: 'solo', driver: rider, car: rider, details: {} });
    put(log, 'draw-made', { draw: 'pill', class: 'solo', car: rider, result: number, how: 'by-hand' });
  }
  const marks: number[] = [];
  for (const heat of meeting.heats) {
    if ([1, 3].includes(heat.heat - meeting.rule.qualifying_heats)) marks.push(log.facts.length);
    putHeat(log, meeting, heat);
  }
  return { facts: log.facts, meeting: day, beforeSemiFinals: marks[0] ?? 0, beforeFinal: marks[1] ?? 0 };
}

/** What the rule of the meeting says, as values of the rulebook. */
function valuesOf({ rule, season }: SpeedwayMeeting): FactBodies['value-set']['to'] & object {
  const places = Object.entries(rule.heat_points).toSorted(([a], [b]) => Number(a) - Number(b));
  const [, from, to] = /\((\d{4})-(\d{4}): result of the heat/.exec(rule.tie_break) ?? [];
  return {
    heat_points: places.map(([, points]) => points),
    final_times: rule.final_multiplier,
    by_semi_final: rule.group_5_to_8 === 'by semi-final place',
    met_decides: from !== undefined && season >= Number(from) && season <= Number(to),
  };
}

const STATUSES: Readonly<Record<string, string>> = { X: 'excluded', R: 'retired', T: 'tapes', TT: 'late', M: 'machine' };

function putHeat(log: Log, meeting: SpeedwayMeeting, { heat, starters }: Heat): void {
  const race = raceOfHeat(meeting, heat);
  const byGate = starters.toSorted((a, b) => a.gate - b.gate);
  put(log, 'line-up-changed', { order: byGate.map((each) => each.rider), why: 'as they came to the gates' }, race);
  const order = inOrder(starters);
  const kept = order.find((each, index) => !placeOf(each) && order.slice(index + 1).some(placeOf));
  const statuses = order.flatMap((each) => {
    const status = STATUSES[each.result];
    return status === undefined ? [] : [[each.rider, each === kept ? 'excluded-place-kept' : status] as const];
  });
  put(log, 'race-finished', { order: order.map((each) => each.rider), statuses: Object.fromEntries(statuses), laps: {} }, race);
  for (const each of level(starters))
    put(
      log,
      'call-made',
      { name: 'points-fixed', car: each.rider, fields: { points: meeting.rule.heat_points[each.result] ?? 0 }, approvals: [] },
      race,
    );
}

const placeOf = (each: Starter): number => (/^\d+$/.test(each.result) ? Number(each.result) : 0);

/** By place; where a place is left out between two, it is that of a rider who was excluded. */
function inOrder(starters: readonly Starter[]): readonly Starter[] {
  const placed = starters.filter(placeOf).toSorted((a, b) => placeOf(a) - placeOf(b));
  const others = starters.filter((each) => !placeOf(each));
  const order: Starter[] = [];
  for (const each of placed) {
    const [stays] = placeOf(each) > order.length + 1 && level(starters).length === 0 ? others.splice(0, 1) : [];
    if (stays) order.push(stays);
    order.push(each);
  }
  return [...order, ...others];
}

/** Riders who share a place, and those behind them, whose place the shared one moves. */
function level(starters: readonly Starter[]): readonly Starter[] {
  const shared = starters.filter((each) => placeOf(each) > 0 && starters.some((other) => other !== each && other.result === each.result));
  const from = Math.min(...shared.map(placeOf));
  return shared.length === 0 ? [] : starters.filter((each) => placeOf(each) >= from);
}
