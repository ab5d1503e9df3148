import { because, type Because } from '../because.ts';
import { type Context, meetingOf, meetings, msOf } from '../context.ts';
import { callOuts } from '../control/call-outs.ts';
import { raceRun } from '../control/race-run.ts';
import { chosen, restartRows, restartRuleOf } from '../control/restart-rows.ts';
import { carsOf, actsAt } from '../entry/acts.ts';
import { classesIn, joinedClasses } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRace } from '../lineup/plan.ts';
import { refuse } from '../refusal.ts';

const list = (says: string, rows: readonly { readonly because: Because }[]): Because =>
  because(says, { from: rows.map((row) => row.because) });

/** The order for the next start in the rows of the rulebook, the pole first. Refused while the race is green or has ended. */
export function restartView(context: Context, meeting: string, raceId: string) {
  const race = plannedRace(context, meeting, raceId);
  const run = raceRun(context, meeting, race.id);
  if (run.phase === 'green' || run.phase === 'ended')
    return refuse('not-stopped', `${run.race} ${run.phase === 'ended' ? 'has ended' : 'is green'}`, { field: 'race' });
  const where = { meeting, class: classesIn(race.class)[0] ?? race.class, round: race.round, race: race.id };
  const rule = restartRuleOf(context, where, run);
  const slots = restartRows(run.order, rule, chosen(context, where, rule)).map(({ car, row, side }, index) => ({
    slot: index + 1,
    row,
    side,
    car,
    lapped: run.lapped.includes(car),
    because: because(`car ${car} restarts in slot ${index + 1}`, { clauses: rule.clauses, from: run.carReasons[car] ?? [] }),
  }));
  return {
    race: run.race,
    phase: run.phase,
    flag: run.flag,
    lap: run.lap,
    order: run.order,
    lapped: run.lapped,
    out: run.out,
    abreast: rule.abreast,
    leader: rule.leader,
    slots,
    callOuts: callOuts(run.atFlag ?? run.seen ?? run.order, run.order, new Map(slots.map((slot) => [slot.car, slot]))),
    because: because(`the order for the restart of ${run.race}`, {
      clauses: rule.clauses,
      from: [run.because, ...slots.filter((slot) => slot.because.from.length > 0).map((slot) => slot.because)],
    }),
  };
}

/** Who may still start in place of one that is out, and who did. */
export function alternatesView(context: Context, meeting: string, raceId: string) {
  const race = plannedRace(context, meeting, raceId);
  const { replaced } = raceRun(context, meeting, race.id);
  const rows = lineUp(context, meeting, race.id).alternates.map((each) => ({
    ...each,
    started: replaced[each.car] !== undefined,
    ...(replaced[each.car] ? { for: replaced[each.car] } : {}),
  }));
  return {
    alternates: rows,
    cars: rows.filter((row) => !row.started).map((row) => row.car),
    because: list(`alternates of ${race.name}`, rows),
  };
}

/** The marks of a meeting or a race, each with the last time it was made; one that was taken back is not there. */
export function marksView(context: Context, meeting: string, race: string | undefined) {
  meetingOf(context, meeting);
  const found = new Map<string, Fact<'moment-marked'>>();
  for (const fact of actsAt(context, meeting)) {
    if (fact.kind !== 'moment-marked' || (race !== undefined && fact.race !== undefined && fact.race !== race)) continue;
    const key = [fact.body.name, fact.race ?? '', fact.body.class ?? '', ...carsOf(fact)].join(' ');
    if (fact.body.fields['off'] === true) found.delete(key);
    else found.set(key, fact);
  }
  const rows = [...found.values()].map((fact) => {
    const act = context.book.acts.get(fact.body.name);
    return {
      mark: fact.body.name,
      at: fact.at,
      ms: msOf(fact.at),
      by: fact.by,
      ...(fact.race !== undefined ? { race: fact.race } : {}),
      ...(fact.body.class !== undefined ? { class: fact.body.class } : {}),
      ...(carsOf(fact).length > 0 ? { cars: carsOf(fact) } : {}),
      because: because(act?.says ?? fact.body.name, { clauses: act?.clauses ?? [], facts: [fact.seq] }),
    };
  });
  return { marks: rows, because: list('marks', rows) };
}

/** The classes that run together. */
export function combinedView(context: Context, meeting: string) {
  const rows = joinedClasses(context, meeting).map((joined) => ({
    id: joined.id,
    classes: joined.classes,
    rule: joined.rule.id,
    approvals: joined.fact.body.approvals,
    consents: joined.fact.body.consents,
    because: because(joined.rule.says, { clauses: joined.rule.clauses, facts: [joined.fact.seq] }),
  }));
  return { combined: rows, because: list('classes that run together', rows) };
}

/** The calendar: meetings scheduled and run. */
export function meetingsView(context: Context, season: string | undefined) {
  const rows = meetings(context)
    .filter((each) => season === undefined || each.season === season)
    .map(({ facts, seq, ...meeting }) => ({
      meeting: meeting.id,
      ...meeting,
      because: because(meeting.name, {
        facts: [
          seq,
          ...facts.facts.of('meeting-opened').map((fact) => fact.seq),
          ...facts.facts.of('meeting-closed').map((fact) => fact.seq),
          ...facts.facts.of('meeting-cancelled').map((fact) => fact.seq),
        ],
      }),
    }));
  const seasons = [...context.state.seasons].flatMap(([id, facts]) => {
    const opened = facts.of('season-opened').at(-1)?.body;
    return season === undefined || season === id
      ? [{ season: id, ...(opened ? { starts: opened.starts } : {}), ...(opened?.ends === undefined ? {} : { ends: opened.ends }) }]
      : [];
  });
  return { meetings: rows, seasons, because: list('the calendar', rows) };
}
