import { because, type Because } from '../because.ts';
import { type Context, meetings, msOf } from '../context.ts';
import { carsOf, goodUntil, standingRecords } from '../entry/acts.ts';
import { bucket, drawnByCar, drawsFor } from '../entry/draws.ts';
import { entered, entries, knownPeople, personDetails } from '../entry/entries.ts';
import { heldNumbers } from '../entry/registered.ts';
import { hasRole } from '../entry/roles.ts';
import type { Fact, Fields } from '../fact.ts';
import type { Act, DrawRule } from '../language.ts';
import { Refused } from '../refusal.ts';
import { scopeFor, whole } from '../scope.ts';
import type { Where } from '../values.ts';

const list = (says: string, rows: readonly { readonly because: Because }[]): Because =>
  because(says, { from: rows.map((row) => row.because) });

/** A car that somebody drove, as it was entered last. */
interface Driven {
  readonly class: string;
  readonly car: string;
  readonly handler?: string;
  readonly details: Fields;
  /** Left out: a number that is theirs and that they have not driven. */
  readonly meeting?: string;
}

/** Everybody on record: what is registered of them, and the cars that they drove, the latest first. */
export function peopleView(context: Context) {
  const driven = new Map<string, Map<string, Driven>>();
  for (const { id } of meetings(context).toReversed())
    for (const each of context.book.classes)
      for (const { driver, car, handler, details } of entries(context, id, each.id).toReversed()) {
        const cars = driven.get(driver) ?? new Map<string, Driven>();
        driven.set(driver, cars);
        const key = `${each.id} ${car}`;
        if (!cars.has(key))
          cars.set(key, { class: each.id, car, ...(handler === undefined ? {} : { handler }), details: details as Fields, meeting: id });
      }
  for (const { person, class: classId, car, details } of heldNumbers(context)) {
    const cars = driven.get(person) ?? new Map<string, Driven>();
    driven.set(person, cars);
    const key = `${classId} ${car}`;
    cars.set(key, { ...cars.get(key), class: classId, car, details: { ...cars.get(key)?.details, ...details } });
  }
  const people = knownPeople(context).map((name) => ({
    name,
    details: personDetails(context, name),
    cars: [...(driven.get(name)?.values() ?? [])],
  }));
  return { people, because: because('everybody on record') };
}

/** The entries of a class, or of every class in the order of the rulebook, each class in the order of sign-in. */
export function entriesView(context: Context, meeting: string, classId: string | undefined) {
  const classes = classId === undefined ? context.book.classes.map((each) => each.id) : [classId];
  const rows = classes.flatMap((id) => entries(context, meeting, id));
  return {
    entries: rows,
    cars: rows.filter((each) => !each.withdrawn).length,
    because: because('signed in', { facts: rows.flatMap((each) => each.facts) }),
  };
}

/** Who a paper can be about at the window. */
const SUBJECTS: ReadonlySet<Act['of']> = new Set(['car', 'entry', 'person']);

/** Every paper that the rulebook keeps of a car, an entry or a person, with the one that stands, or none. */
export function papersView(context: Context, of: Where & { readonly person?: string | undefined }, role: string | undefined) {
  const kinds = [...context.book.acts.values()].filter(
    (act) => act.sort === 'record' && SUBJECTS.has(act.of) && (act.of === 'person' ? of.person !== undefined : of.car !== undefined),
  );
  const rows = kinds.map((act) => {
    const stands = standingRecords(context).findLast((fact) => fact.body.name === act.id && isAbout(fact, act, of));
    return {
      record: act.id,
      says: act.says,
      of: act.of,
      by: act.by,
      mayGive: role === undefined || act.by.length === 0 || act.by.some((each) => hasRole(context.book, role, each)),
      fields: act.fields,
      ...(stands ? { stands: standingRow(context, stands) } : {}),
      because: because(act.says, { clauses: act.clauses, facts: stands ? [stands.seq] : [] }),
    };
  });
  return { papers: rows, because: list('papers', rows) };
}

function standingRow(context: Context, fact: Fact<'record-made'>) {
  const day = goodUntil(context, fact);
  return { fields: fact.body.fields, at: fact.at, by: fact.by, fact: fact.seq, ...(day === undefined ? {} : { goodUntil: day }) };
}

/** Papers of a car and a person hold beyond the meeting, those of an entry with it alone. */
function isAbout(fact: Fact<'record-made'>, act: Act, of: Where & { readonly person?: string | undefined }): boolean {
  if (act.of === 'person') return fact.body.person === of.person;
  if (of.car === undefined || !carsOf(fact).includes(of.car)) return false;
  if (fact.body.class !== undefined && of.class !== undefined && fact.body.class !== of.class) return false;
  return act.of === 'car' || fact.meeting === of.meeting;
}

/** Every draw on record at a meeting, the latest last, for boards that show what was just drawn. */
export function drawnRows(context: Context, meeting: string, of: Where) {
  const all = of.car === undefined ? everyDraw(context, meeting) : drawsFor(context, of);
  return all
    .filter((fact) => (of.class === undefined || fact.body.class === of.class) && (of.race === undefined || fact.race === of.race))
    .map((fact) => {
      const { draw, class: classId, car, result, how } = fact.body;
      const rule = context.book.draws.get(draw);
      return {
        draw,
        says: rule?.says ?? draw,
        ...(classId === undefined ? {} : { class: classId }),
        ...(fact.race === undefined ? {} : { race: fact.race }),
        ...(car === undefined ? {} : { car }),
        result,
        how,
        at: fact.at,
        ms: msOf(fact.at),
        fact: fact.seq,
        because: because(rule?.says ?? draw, { clauses: rule?.clauses ?? [], facts: [fact.seq] }),
      };
    });
}

function everyDraw(context: Context, meeting: string): readonly Fact<'draw-made'>[] {
  const facts = context.state.meetings.get(meeting);
  if (!facts) return [];
  return [facts.facts, ...[...facts.races.values()].map((race) => race.facts)]
    .flatMap((each) => [...each.of('draw-made')])
    .toSorted((a, b) => msOf(a.at) - msOf(b.at) || compareTexts(drawnFor(a), drawnFor(b)) || a.seq - b.seq);
}

/** Of draws at one instant none was first: they stand by what was drawn for whom, whatever the order on record. */
const drawnFor = ({ race, body }: Fact<'draw-made'>): string => [body.draw, body.class, race, body.car].join(' ');
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The draws that the rulebook asks for here, what is in each bucket, and who has still to draw. */
export function bucketsView(context: Context, where: Where, role: string | undefined) {
  const rows = [...context.book.draws.values()].filter((rule) => isHere(rule, where)).map((rule) => bucketRow(context, rule, where, role));
  return { buckets: rows, because: list('draws', rows) };
}

function isHere(rule: DrawRule, where: Where): boolean {
  if (rule.of === 'race') return where.race !== undefined;
  return rule.of === 'meeting' || where.class !== undefined;
}

function bucketRow(context: Context, rule: DrawRule, where: Where, role: string | undefined) {
  const ofEntry = rule.of === 'entry';
  const drawn = ofEntry ? drawnByCar(context, rule.id, where) : undefined;
  const common = ofEntry ? undefined : drawsFor(context, where).findLast((fact) => fact.body.draw === rule.id);
  const cars = ofEntry ? entered(context, where.meeting ?? '', where.class ?? '').map((each) => each.car) : [];
  const filled = inBucket(context, rule, where);
  return {
    draw: rule.id,
    says: rule.says,
    of: rule.of,
    by: rule.by,
    mayDraw: role === undefined || rule.by.length === 0 || rule.by.some((each) => hasRole(context.book, role, each)),
    ...filled,
    ...(common ? { result: common.body.result, fact: common.seq } : {}),
    drawn: Object.fromEntries([...(drawn ?? [])].map(([car, fact]) => [car, fact.body.result])),
    toDraw: cars.filter((car) => drawn?.has(car) !== true),
    because: because(rule.says, {
      clauses: rule.clauses,
      facts: [...(common ? [common.seq] : []), ...[...(drawn?.values() ?? [])].map((fact) => fact.seq)],
    }),
  };
}

/** What is in the bucket and how many are drawn from it; a bucket that cannot be filled yet says why. */
function inBucket(context: Context, rule: DrawRule, where: Where) {
  try {
    const left = bucket(context, rule, where);
    const scope = scopeFor(context, where);
    return {
      count: rule.count ? whole(scope, rule.count).value : 1,
      ...(left === undefined ? { from: rule.low ? whole(scope, rule.low).value : 1 } : { left }),
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { count: 1, left: [], waitsFor: error.refusal.says };
  }
}
