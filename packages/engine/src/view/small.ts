import { because } from '../because.ts';
import type { Context } from '../context.ts';
import { drawsFor } from '../entry/draws.ts';
import { allActs, displaced, standingRecords } from '../entry/acts.ts';
import { heldRaces } from '../points/holds.ts';
import { meetingPoints } from '../points/meeting-points.ts';
import { didYouMean } from '../nearest.ts';
import { refuse } from '../refusal.ts';
import { evaluate, scopeFor } from '../scope.ts';
import { type Ruled, valueOf, type Where } from '../values.ts';

/** A value of the rulebook as it stands here. */
export function valueNow(context: Context, name: string, where: Where): Ruled<unknown> {
  const scope = scopeFor(context, where);
  const ruled =
    valueOf(context, name, where, (expr) => evaluate(scope, expr).value) ??
    refuse('unknown-value', `the rulebook has no value ${name}${didYouMean(name, context.book.values.keys())}`, { field: 'value' });
  return { value: ruled.value, because: ruled.because };
}

/** What was drawn for the whole meeting: for tech, the number of classes, the classes and the item. */
export function techList(context: Context, meeting: string) {
  const draws = drawsFor(context, { meeting });
  return {
    drawn: Object.fromEntries(draws.map((fact) => [fact.body.draw, fact.body.result])),
    because: because('drawn for the meeting', {
      facts: draws.map((fact) => fact.seq),
      clauses: [...new Set(draws.flatMap((fact) => context.book.draws.get(fact.body.draw)?.clauses ?? []))],
    }),
  };
}

/** Records of one kind about a subject: those that stand, and which later record pushed others out. */
export function recordsView(context: Context, name: string, of: Readonly<Record<string, string>>) {
  const act =
    context.book.acts.get(name) ??
    refuse('unknown-act', `the rulebook has no record ${name}${didYouMean(name, context.book.acts.keys())}`, { field: 'name' });
  const fits = (fact: ReturnType<typeof allActs>[number]): boolean =>
    fact.body.name === name &&
    (of['person'] === undefined || fact.body.person === of['person']) &&
    (of['car'] === undefined || fact.body.car === of['car']) &&
    (of['race'] === undefined || fact.race === of['race']) &&
    (of['class'] === undefined || fact.body.class === of['class']);
  const records = standingRecords(context)
    .filter(fits)
    .map((fact) => ({
      summary: Object.values(fact.body.fields).slice(0, 3).join(' '),
      fields: fact.body.fields,
      at: fact.at,
      by: fact.by,
      fact: fact.seq,
      ...(fact.body.person === undefined ? {} : { person: fact.body.person }),
      ...(fact.body.car === undefined ? {} : { car: fact.body.car }),
      ...(fact.body.class === undefined ? {} : { class: fact.body.class }),
      because: because(act.says, { clauses: act.clauses, facts: [fact.seq] }),
    }));
  const out = [...displaced(context)]
    .filter(([seq]) => allActs(context).some((fact) => fact.seq === seq && fits(fact)))
    .map(([seq, later]) =>
      because(`fact ${seq} was pushed out by fact ${later}`, { clauses: act.displaces?.clauses ?? [], facts: [seq, later] }),
    );
  return { records, because: because(act.says, { clauses: act.clauses, from: [...records.map((record) => record.because), ...out] }) };
}

/** Points of a meeting, and the races of the class whose points wait for a case. */
export function pointsView(context: Context, meeting: string, classId: string) {
  const rows = meetingPoints(context, meeting, classId);
  const held = heldRaces(context, meeting, classId, 'points');
  return { rows, held, because: because('points of the meeting', { from: [...rows, ...held].map((each) => each.because) }) };
}
