import { because } from '../because.ts';
import type { Context } from '../context.ts';
import { actNames } from '../control/consequences.ts';
import { raceRun } from '../control/race-run.ts';
import { recordsOf } from '../entry/acts.ts';
import { entries } from '../entry/entries.ts';
import { checkGate } from '../entry/gates.ts';
import { hasRole } from '../entry/roles.ts';
import type { Fact } from '../fact.ts';
import { lazy } from '../formula-values.ts';
import { plannedRace } from '../lineup/plan.ts';
import { meetingsAttended } from '../points/season-so-far.ts';
import type { Extra } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import { standingFields } from '../stewards/standing.ts';
import type { Where } from '../values.ts';
import type { Query } from './queries.ts';
import { turnsAt } from './until.ts';

/** Calls that an official could make here now, each with its reason, and why the others are not offered. */
export function offers(context: Context, query: Query, at: string) {
  const meeting = String(query.meeting);
  const race = query.race === undefined ? undefined : plannedRace(context, meeting, query.race);
  const where: Where = {
    meeting,
    ...(race ? { race: race.id, class: race.class.split('+')[0] ?? race.class, round: race.round } : {}),
    ...(query.car !== undefined ? { car: query.car } : {}),
  };
  const counts = race ? raceRun(context, meeting, race.id).counts : {};
  const calls = [...context.book.acts.values()].filter(
    (act) =>
      act.sort === 'call' &&
      (race ? true : act.of !== 'race') &&
      (query.car !== undefined || act.of !== 'car') &&
      (query.role === undefined || act.by.length === 0 || act.by.some((role) => hasRole(context.book, query.role as string, role))),
  );
  const rows = calls.map((act) => {
    const nth = (act.ladder === undefined || query.car === undefined ? 0 : (counts[act.ladder]?.[query.car] ?? 0)) + 1;
    const draft = { by: query.role ?? 'official', body: { name: act.id, fields: {}, approvals: [] } } as unknown as Fact<'call-made'>;
    const answer = checkGate(
      context,
      `call:${act.id}`,
      where,
      { ...actNames(draft, nth), ...(query.car !== undefined ? { number: () => query.car } : {}) },
      at,
    );
    return {
      call: act.id,
      says: act.says,
      offered: answer.refused === undefined,
      because: because(answer.refused ? answer.refused.says : act.says, { clauses: act.clauses, from: [answer.because] }),
    };
  });
  return {
    offered: rows.filter((row) => row.offered).map((row) => row.call),
    'not-offered': rows.filter((row) => !row.offered).map((row) => row.call),
    calls: rows,
    because: because('calls', { from: rows.map((row) => row.because) }),
  };
}

/** Whether the requirements at a gate would let somebody pass now, by which clauses, and until when that holds. */
export function eligibility(context: Context, query: Query, at: string) {
  const race = query.race === undefined || query.meeting === undefined ? undefined : plannedRace(context, query.meeting, query.race);
  const classId = query.class ?? race?.class.split('+')[0];
  const where: Where = {
    ...(query.meeting !== undefined ? { meeting: query.meeting } : {}),
    ...(classId !== undefined ? { class: classId } : {}),
    ...(race ? { race: race.id, round: race.round } : {}),
    ...(query.car !== undefined ? { car: query.car } : {}),
  };
  const gate = String(query['gate']);
  const asked = (when: string) => checkGate(context, gate, where, namesFor(context, query, classId, when), when);
  const answer = asked(at);
  const no = answer.refused;
  const until = turnsAt(context, gate, where, at, (when) => asked(when).refused === undefined);
  return {
    allowed: no === undefined,
    flagged: answer.flagged,
    ...(until === undefined ? {} : { until }),
    ...(answer.confirm ? { confirm: answer.confirm.says } : {}),
    ...(no ? { says: no.says, clauses: no.clauses, override: no.override } : {}),
    because: answer.because,
  };
}

/** The names that requirements read for somebody who asks before they are an entry. */
export function namesFor(context: Context, query: Query, classId: string | undefined, at: string): Extra {
  const { meeting, car, person } = query;
  const driver = query['driver'] === undefined ? undefined : String(query['driver']);
  const known =
    meeting !== undefined &&
    classId !== undefined &&
    car !== undefined &&
    entries(context, meeting, classId).some((entry) => entry.car === car);
  const ofDriver =
    driver === undefined
      ? {}
      : {
          driver: () =>
            lazy({
              ...personFields(context, driver),
              meetings_before: () => (meeting === undefined ? 0 : meetingsAttended(context, meeting, driver).length),
              ...standingFields(context, driver, meeting, at),
            }),
        };
  return {
    ...(car === undefined ? {} : { number: () => car }),
    ...(car === undefined || known || meeting === undefined || classId === undefined
      ? {}
      : { car: () => lazy({ number: () => car, ...recordsOf(context, { meeting, class: classId, car }) }) }),
    ...ofDriver,
    ...(person === undefined
      ? {}
      : { person: () => lazy({ ...personFields(context, person), ...standingFields(context, person, meeting, at) }) }),
  };
}
