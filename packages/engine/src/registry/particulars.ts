import { because } from '../because.ts';
import type { Context } from '../context.ts';
import { knownPeople, personDetails } from '../entry/entries.ts';
import { registeredCars } from '../entry/registered.ts';
import { hasRole } from '../entry/roles.ts';
import type { Fields, Plain } from '../fact.ts';
import type { ActField } from '../language.ts';

/** The day of birth is known to every club: classes and names of minors rest on it. */
const ALWAYS: readonly ActField[] = [{ name: 'born', type: 'date', optional: true }];

/**
 * What is kept of people and of cars, for their forms: the fields of the rulebook, then what is on record besides; and the papers that are
 * kept of people and of cars.
 */
export function particularsView(context: Context, role: string | undefined) {
  const rule = context.book.registry;
  const people = withUsed(
    withMissing(rule?.people ?? [], ALWAYS),
    knownPeople(context).map((name) => personDetails(context, name)),
  );
  const cars = withUsed(
    rule?.cars ?? [],
    [...registeredCars(context).values()].map((each) => each.details),
  );
  const papers = [...context.book.acts.values()]
    .filter((act) => act.sort === 'record' && (act.of === 'person' || act.of === 'car'))
    .map((act) => ({
      record: act.id,
      says: act.says,
      of: act.of === 'person' ? ('person' as const) : ('car' as const),
      by: act.by,
      mayGive: role === undefined || act.by.length === 0 || act.by.some((each) => hasRole(context.book, role, each)),
      fields: act.fields,
      runsOut: act.goodUntil !== undefined,
      clauses: act.clauses,
      because: because(act.says, { clauses: act.clauses }),
    }));
  return { people, cars, papers, because: because('what is kept of people and of cars', { clauses: rule?.clauses ?? [] }) };
}

const withMissing = (fields: readonly ActField[], more: readonly ActField[]): readonly ActField[] => [
  ...fields,
  ...more.filter((each) => !fields.some((field) => field.name === each.name)),
];

/** Details that are on record and in no field are of the type that they have. */
function withUsed(fields: readonly ActField[], known: readonly Fields[]): readonly ActField[] {
  const used = new Map(known.flatMap((details) => Object.entries(details)));
  return withMissing(
    fields,
    [...used].map(([name, value]) => ({ name, type: typeOf(value), optional: true })),
  );
}

function typeOf(value: Plain): ActField['type'] {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'number' : 'text';
}
