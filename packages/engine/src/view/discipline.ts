import { because, type Because, citedClauses } from '../because.ts';
import { type Context, meetings } from '../context.ts';
import { checkGate } from '../entry/gates.ts';
import type { Extra } from '../scope.ts';
import { whole } from '../scope.ts';
import { plannedRace } from '../lineup/plan.ts';
import { purse } from '../money/purse.ts';
import { didYouMean } from '../nearest.ts';
import { refuse } from '../refusal.ts';
import { mayNotHave } from '../points/award-may.ts';
import { result } from '../points/result.ts';
import { standings } from '../points/standings.ts';
import { calledOn, fallenConsequences } from '../points/effects.ts';
import { fines, received } from '../stewards/fines.ts';
import { countOf } from '../control/offences.ts';
import { holding } from '../stewards/open-cases.ts';
import { contextOfSanction, type Sanction, sanctions, scopeOfSanction } from '../stewards/sanctions.ts';
import { ruledOn } from '../stewards/ruled-offences.ts';
import { laidOn } from '../stewards/standing.ts';
import { onLadders } from '../stewards/standing-on-ladders.ts';
import { type Bar, barsAt, type Seats, seatsOf, type Suspension, suspensions } from '../stewards/suspensions.ts';
import { members, teamAtSignIn, teamOfCar } from '../stewards/teams.ts';
import { covers, endOf } from '../stewards/terms.ts';
import { sanctionText } from '../stewards/wording.ts';
import type { Query } from './queries.ts';

interface Obstacle {
  readonly says: string;
  readonly clauses: readonly string[];
  readonly until?: string;
  readonly because: Because;
}

/**
 * One answer to: may this driver in this car sign in, line up, be paid, have the award? Lists everything that stands against it,
 * each with its clause, and until when.
 */
export function eligible(context: Context, query: Query, at: string, names: (classId: string | undefined) => Extra) {
  const to = String(query['to'] ?? 'sign-in');
  const maker = Object.hasOwn(MAKERS, to) ? MAKERS[to] : undefined;
  if (!maker) return refuse('unknown-gate', `nobody can be eligible to "${to}"${didYouMean(to, Object.keys(MAKERS))}`, { field: 'to' });
  const found = [...suspended(context, query, at), ...maker(context, query, at, names)];
  return {
    eligible: found.length === 0,
    reasons: found,
    clauses: [...new Set(found.flatMap((each) => each.clauses))],
    says: found.map((each) => each.says).join('; '),
    because: because(found.length === 0 ? `nothing stands against it (${to})` : found.map((each) => each.says).join('; '), {
      from: found.map((each) => each.because),
    }),
  };
}

type Maker = (context: Context, query: Query, at: string, names: (classId: string | undefined) => Extra) => readonly Obstacle[];

const MAKERS: Readonly<Record<string, Maker>> = {
  'sign-in': (context, query, at, names) => gate(context, 'sign-in', query, { at, names }),
  'line-up': (context, query, at, names) => gate(context, 'line-up', query, { at, names }),
  pay: held,
  award: awardObstacles,
};

function suspended(context: Context, query: Query, at: string): readonly Obstacle[] {
  const { meeting, car } = query;
  if (meeting === undefined) return [];
  const to = String(query['to'] ?? 'sign-in');
  if (to !== 'sign-in' && to !== 'line-up') return [];
  const driver = query['driver'] ?? query.person;
  const known = car === undefined ? undefined : teamOfCar(context, meeting, query.class ?? '', car);
  const asked =
    car === undefined || query.class === undefined
      ? undefined
      : teamAtSignIn(context, { class: query.class, car, driver: String(driver ?? ''), details: { owner: String(query['owner'] ?? '') } });
  const mark = known ?? (asked && query['owner'] === undefined ? { class: asked.class, car: asked.car, driver: asked.driver } : asked);
  const people = [...new Set([...(driver === undefined ? [] : [String(driver)]), ...(known ? members(known) : [])])];
  const bars: readonly Bar[] = [
    ...people.flatMap((person) => barsAt(context, { person }, meeting, at)),
    ...(mark ? barsAt(context, { car: mark }, meeting, at) : []),
  ];
  const seen = new Set<Suspension>();
  return bars
    .filter((bar) => !seen.has(bar.suspension) && seen.add(bar.suspension))
    .map((bar) => ({
      says: bar.says,
      clauses: bar.because.clauses,
      ...(bar.until === undefined ? {} : { until: bar.until }),
      because: bar.because,
    }));
}

function gate(
  context: Context,
  name: string,
  query: Query,
  asked: { readonly at: string; readonly names: (classId: string | undefined) => Extra },
): readonly Obstacle[] {
  const race = query.race === undefined || query.meeting === undefined ? undefined : plannedRace(context, query.meeting, query.race);
  const classId = query.class ?? race?.class.split('+')[0];
  const where = {
    ...(query.meeting !== undefined ? { meeting: query.meeting } : {}),
    ...(classId !== undefined ? { class: classId } : {}),
    ...(race ? { race: race.id, round: race.round } : {}),
    ...(query.car !== undefined ? { car: query.car } : {}),
  };
  return checkGate(context, name, where, asked.names(classId), asked.at).refusals.map((no) => ({
    says: no.says,
    clauses: no.clauses,
    ...(no.until === undefined ? {} : { until: no.until }),
    because: no.because ?? because(no.says, { clauses: no.clauses }),
  }));
}

/** What keeps somebody from their purse: money lost by a call or a ruling, and results and cases that hold it. */
function held(context: Context, query: Query): readonly Obstacle[] {
  const { meeting, race } = query;
  if (meeting === undefined) return [];
  const driver = String(query['driver'] ?? query.person ?? '');
  const lost = fallenConsequences(context, meeting)
    .filter(
      (each) =>
        each.consequence.kind === 'lose' &&
        each.consequence.what === 'purse' &&
        each.driver === driver &&
        (query.class === undefined || each.class === query.class) &&
        (race === undefined || each.race === undefined || each.race === race),
    )
    .map((each) => obstacle(`${driver} lost the purse`, each.clauses, [each.fact]));
  if ((context.book.purse ?? []).length > 0) return [...lost, ...heldLines(context, meeting, query, driver)];
  if (race === undefined) return lost;
  const open = holding(context, meeting, race, 'purse').map((each) =>
    obstacle(`${each.rule.says} is open`, each.rule.clauses, [each.fact.seq]),
  );
  return [
    ...lost,
    ...open,
    ...result(context, meeting, race).holds.map((each) => ({ says: each.says, clauses: each.clauses, because: each })),
  ];
}

/** What holds the lines of the purse that a driver has, each reason once; that they pay nothing is a reason too. */
function heldLines(context: Context, meeting: string, query: Query, driver: string): readonly Obstacle[] {
  const lines = purse(context, meeting).filter(
    (line) =>
      (line.driver === driver || line.parts.some((each) => each.person === driver)) &&
      (query.class === undefined || line.class === query.class) &&
      (query.race === undefined || line.race === undefined || line.race === query.race),
  );
  const reasons = [
    ...(lines.every((line) => line.cents === 0) ? lines.map((line) => line.because) : []),
    ...lines.flatMap((line) => line.held),
    ...(lines.length === 0 ? [because(`${driver} has no purse here`)] : []),
  ];
  return [...new Map(reasons.map((each) => [each.says, each])).values()].map((each) => ({
    says: each.says,
    clauses: citedClauses(each),
    because: each,
  }));
}

function awardObstacles(context: Context, query: Query): readonly Obstacle[] {
  const driver = String(query['driver'] ?? query.person ?? '');
  const row = standings(context, query.season, query.class === undefined ? {} : { class: query.class }).rows.find(
    (each) => each.driver === driver,
  );
  const rule = context.book.awards.find((each) => each.id === query['award']);
  if (query['award'] !== undefined && !rule)
    return refuse('unknown-award', `the rulebook has no award "${String(query['award'])}"`, { field: 'award' });
  const own = rule ? mayNotHave(context, rule, { driver, ...asked(query) }) : undefined;
  const needs = [...(rule && rule.how !== 'standings' ? [] : (row?.needs ?? [])), ...(own ? [own] : [])];
  if (!row && (!rule || rule.how === 'standings')) return [obstacle(`${driver} is not in the standings`, [], [])];
  return needs.map((each) => ({ says: each.says, clauses: each.clauses, because: each }));
}

function asked(query: Query): { readonly season?: string; readonly class?: string } {
  return { ...(query.season === undefined ? {} : { season: query.season }), ...(query.class === undefined ? {} : { class: query.class }) };
}

function obstacle(says: string, clauses: readonly string[], facts: readonly number[]): Obstacle {
  return { says, clauses, because: because(says, { clauses, facts }) };
}

/** Every suspension, with the meetings that each person has sat out and has still to. */
export function suspensionsView(context: Context, query: Query, at: string) {
  const wanted = query.person;
  const rows = suspensions(context)
    .filter((each) => wanted === undefined || each.names.includes(wanted))
    .map((each) => {
      const person = wanted ?? each.driver;
      const subject = each.names.includes(person) || !each.car ? { person } : { car: each.car };
      const own = suspensions(context).filter((other) => other.names.includes(person) || other === each);
      const seats: Seats | undefined = seatsOf(context, subject, own, undefined, at).get(each);
      return {
        driver: each.driver,
        names: each.names,
        ...(each.car ? { car: each.car.car } : {}),
        ...(each.sanction.case === undefined ? {} : { case: each.sanction.case }),
        ...(seats ? { served: seats.served, coming: seats.coming, unplanned: seats.unplanned } : {}),
        ...(each.term.days || each.term.ms ? { until: endOf(each.term) } : {}),
        ever: each.rule.ever && each.rule.liftedBy === undefined,
        bars: each.rule.bars,
        findings: emptyWindow(context, each),
        because: each.because,
      };
    });
  return { suspensions: rows, because: because('suspensions', { from: rows.map((row) => row.because) }) };
}

/** A time that no meeting of the calendar falls in keeps nobody out: officials are told. */
function emptyWindow(context: Context, each: Suspension): readonly string[] {
  if (!each.term.ms && !each.term.days) return [];
  const inside = meetings(context).some((meeting) => covers(context, each.term, meeting));
  return inside ? [] : ['no meeting of the calendar falls in it'];
}

/** Fines with what was paid, what is open and what each account received. */
export function finesView(context: Context, query: Query, at: string) {
  const all = fines(context, at).filter(
    (fine) =>
      (query.person === undefined || fine.payers.includes(query.person)) && (query['case'] === undefined || fine.id === query['case']),
  );
  return {
    fines: all.map((fine) => ({ ...fine, sanction: fine.sanction.fact })),
    totalCents: all.reduce((sum, fine) => sum + fine.cents, 0),
    paidCents: all.reduce((sum, fine) => sum + fine.paidCents, 0),
    openCents: all.reduce((sum, fine) => sum + fine.openCents, 0),
    accounts: received(context, at),
    because: because('fines', { from: all.map((fine) => fine.because) }),
  };
}

/** Everything lasting that was laid on somebody, the record that officials see before they decide; or on anybody, the club's register. */
export function disciplineView(context: Context, query: Query, at: string) {
  const laid = query.person === undefined ? sanctions(context) : laidOn(context, query.person);
  const rows = laid.map((each) => ({
    person: each.driver,
    ...(each.bearer === 'team' && each.team ? { team: members(each.team) } : {}),
    kind: each.consequence.kind,
    says: `${sanctionText(context, each)}${takenText(context, each)}`,
    at: each.at,
    ...(each.case === undefined ? {} : { case: each.case }),
    ...(each.meeting === undefined ? {} : { meeting: each.meeting }),
    clauses: each.because.clauses,
    because: each.because,
  }));
  const asked = {
    at,
    ...(query.season === undefined ? {} : { season: query.season }),
    ...(query.meeting === undefined ? {} : { meeting: query.meeting }),
  };
  return {
    record: rows,
    ladders: onLadders(context, asked).filter((row) => query.person === undefined || row.person === query.person),
    counts: query.person === undefined ? {} : ladderCounts(context, query, at),
    because: because(query.person === undefined ? 'the register' : `the record of ${query.person}`, {
      from: rows.map((row) => row.because),
    }),
  };
}

/** How far up each ladder calls and rulings have brought somebody, in the season and at the meeting that is asked about. */
function ladderCounts(context: Context, query: Query, at: string): Readonly<Record<string, number>> {
  const asked = {
    at,
    ...(query.season === undefined ? {} : { season: query.season }),
    ...(query.meeting === undefined ? {} : { meeting: query.meeting }),
  };
  const counted = [...context.book.ladders.values()].flatMap((ladder) => {
    const who = String(query.person);
    const called = ladder.whose === 'car' ? [] : calledOn(context, ladder, who, Number.MAX_SAFE_INTEGER);
    const count = countOf(context, ladder, [...called, ...ruledOn(context, ladder, who)], asked);
    return count === 0 ? [] : [[ladder.id, count] as const];
  });
  return Object.fromEntries(counted);
}

/** Of points that were ordered off the season, those that could be taken, where a floor made it fewer. */
function takenText(context: Context, each: Sanction): string {
  if (each.consequence.kind !== 'points' || each.season === undefined || each.class === '' || !context.book.season) return '';
  const table = context.book.season.tables.find((one) => !one.of && !one.each);
  if (!table) return '';
  const rows = standings(context, each.season, { table: table.id, class: each.class }).rows;
  const taken = rows
    .find((row) => row.driver === each.driver)
    ?.bonuses.find((one) => one.id === (each.case ?? `fact-${each.fact}`))?.points;
  const ordered = whole(scopeOfSanction(contextOfSanction(context, each), each), each.consequence.count).value;
  return taken === undefined || taken === ordered ? '' : `, ${taken} of them taken`;
}
