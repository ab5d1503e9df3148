import { type Context, memo } from '../context.ts';
import { carsOf, goodUntil, standingRecords } from '../entry/acts.ts';
import type { Fact, Fields } from '../fact.ts';

/** A paper as it stands, the latest of its kind about somebody or a car. */
export interface Paper {
  readonly record: string;
  readonly says: string;
  readonly of: 'person' | 'car';
  readonly person?: string;
  readonly car?: string;
  readonly class?: string;
  readonly fields: Fields;
  readonly at: string;
  readonly by: string;
  readonly fact: number;
  /** The last day on which it is good. */
  readonly goodUntil?: string;
  readonly clauses: readonly string[];
}

/** Every standing record about people and about cars that holds beyond a meeting, oldest first. */
export function papersOnRecord(context: Context): readonly Paper[] {
  return memo(context, 'papers on record', () => standingRecords(context).flatMap((fact) => paperOf(context, fact)));
}

function paperOf(context: Context, fact: Fact<'record-made'>): readonly Paper[] {
  const act = context.book.acts.get(fact.body.name);
  if (!act || (act.of !== 'person' && act.of !== 'car') || fact.race !== undefined) return [];
  const day = goodUntil(context, fact);
  const common = {
    record: act.id,
    says: act.says,
    fields: fact.body.fields,
    at: fact.at,
    by: fact.by,
    fact: fact.seq,
    ...(day === undefined ? {} : { goodUntil: day }),
    clauses: act.clauses,
    ...(fact.body.class === undefined ? {} : { class: fact.body.class }),
  };
  if (act.of === 'person') return fact.body.person === undefined ? [] : [{ ...common, of: 'person', person: fact.body.person }];
  return carsOf(fact).map((car) => ({ ...common, of: 'car' as const, car }));
}

/** Papers by whom they are about. */
function papersBy(context: Context): ReadonlyMap<string, readonly Paper[]> {
  return memo(context, 'papers by whom', () =>
    Map.groupBy(papersOnRecord(context), (paper) => (paper.of === 'person' ? `person ${paper.person ?? ''}` : `car ${paper.car ?? ''}`)),
  );
}

export const papersOfPerson = (context: Context, person: string): readonly Paper[] => papersBy(context).get(`person ${person}`) ?? [];

/** Papers of a car in a class, also those that name no class. */
export function papersOfCar(context: Context, classId: string, car: string): readonly Paper[] {
  return (papersBy(context).get(`car ${car}`) ?? []).filter((paper) => paper.class === undefined || paper.class === classId);
}

/** The latest paper of each kind. */
export function latestPapers(papers: readonly Paper[]): readonly Paper[] {
  return [...new Map(papers.map((paper) => [`${paper.record} ${paper.car ?? ''}`, paper])).values()];
}
