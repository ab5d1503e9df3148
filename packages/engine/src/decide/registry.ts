import type { Context } from '../context.ts';
import { isDay } from '../context.ts';
import { personDetails } from '../entry/entries.ts';
import { type HeldNumber, heldNumbers, keptNumbers, rangeOf, registeredCars } from '../entry/registered.ts';
import type { Fields, Passes } from '../fact.ts';
import { lazy } from '../formula-values.ts';
import type { ActField, Clauses, NumberRule } from '../language.ts';
import { refusal, refuse } from '../refusal.ts';
import { type Extra, holds, scopeFor } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import { classFor, type Deciding, factOf, type Handler, joinPasses, overridden, passGates } from './deciding.ts';
import { checkFields } from './fields.ts';

/** Records what is known of a person; the first time, what the rulebook does not let be left out must be there. */
export const register: Handler<'register'> = (deciding) => {
  const { command, context } = deciding;
  tidyText(command.person, 'person');
  const details = command.details ?? {};
  const born = details['born'];
  if (born !== undefined && born !== '' && !(typeof born === 'string' && isDay(born)))
    return refuse('bad-date', `born is a date, as 2014-03-09`, { field: 'born' });
  const rule = context.book.registry;
  if (rule) checkDetails('a member', rule.people, { known: personDetails(context, command.person), given: details }, rule.clauses);
  const passes = passGates(deciding, ['register'], {}, { person: () => lazy(personFields(context, command.person)) });
  return [factOf(deciding, 'person-registered', { person: command.person, details }, { passes })];
};

/** Details fit their fields, together with what is known; an empty text takes one back. Details that no field names are free. */
function checkDetails(
  what: string,
  fields: readonly ActField[],
  { known, given }: { readonly known: Fields; readonly given: Fields },
  clauses: Clauses,
): void {
  const named = new Set(fields.map((field) => field.name));
  const all = Object.fromEntries(Object.entries({ ...known, ...given }).filter(([name, value]) => named.has(name) && value !== ''));
  checkFields(what, fields, all, clauses);
}

/** `Ava` and `Ava ` would be two people that nobody can tell apart. */
function tidyText(text: string, field: string): void {
  const tidy = text.trim().replaceAll(/\s+/g, ' ');
  if (text !== tidy) refuse('untidy-name', `"${text}" has spaces too many: write "${tidy}"`, { field });
}

/** Gives a number to somebody; one that is somebody else's is refused until it is given up. */
export const registerCar: Handler<'register-car'> = (deciding) => {
  const { command, context } = deciding;
  const classId = classFor(context, command.class);
  const { car, person } = command;
  tidyText(car, 'car');
  tidyText(person, 'person');
  const details = command.details ?? {};
  const before = registeredCars(context).get(`${classId} ${car}`);
  const body = { class: classId, car, person, details, ...(command.off === true ? { off: true } : {}) };
  if (command.off === true) {
    if (before?.person !== person)
      return refuse('unknown-car', `number ${car} of ${nameOf(context, classId)} is not registered for ${person}`, { field: 'car' });
    return [factOf(deciding, 'car-registered', body)];
  }
  const other = holderOf(context, classId, car, person);
  if (other)
    return refuse('number-taken', `number ${car} of ${nameOf(context, other.class)} is ${other.person}'s; give it up first`, {
      facts: [other.fact],
      clauses: context.book.registry?.numbers?.clauses ?? [],
      field: 'car',
    });
  const rule = context.book.registry;
  if (rule) checkDetails('a car', rule.cars, { known: before?.details ?? {}, given: details }, rule.clauses);
  const names = { number: () => car, person: () => lazy(personFields(context, person)) };
  const passes = joinPasses([mayCarry(deciding, classId, car, names), passGates(deciding, ['register-car'], { class: classId }, names)]);
  return [factOf(deciding, 'car-registered', body, { passes })];
};

const nameOf = (context: Context, classId: string): string => context.book.classes.find(({ id }) => id === classId)?.name ?? classId;

/** Somebody else whose number it is: in the class, or anywhere where numbers are the club's. */
function holderOf(context: Context, classId: string, car: string, ...own: readonly string[]): HeldNumber | undefined {
  const anywhere = context.book.registry?.numbers?.per === 'club';
  return heldNumbers(context).find((each) => each.car === car && (anywhere || each.class === classId) && !own.includes(each.person));
}

/** A number that is out of range, kept for somebody or retired is refused, unless it is let pass. */
export function mayCarry(deciding: Deciding, classId: string, car: string, names: Extra): Passes {
  const { context } = deciding;
  const rule = context.book.registry?.numbers;
  if (!rule) return {};
  const scope = scopeFor(context, {}, names, deciding.command.at);
  const kept = keptNumbers(context, classId).find((each) => each.number === car && !(each.unless && holds(scope, each.unless)));
  const says = kept ? `number ${car} is ${kept.says}` : outOfRange(context, rule, car);
  if (says === undefined) return {};
  const no = refusal('number-not-free', says, { clauses: kept?.clauses ?? rule.clauses, override: rule.override, field: 'car' });
  return { override: overridden(deciding, no) };
}

function outOfRange(context: Context, rule: NumberRule, car: string): string | undefined {
  const { from, to } = rangeOf(context, rule);
  const digits = /\d+/.exec(car)?.[0];
  if (from === undefined && to === undefined) return undefined;
  const number = digits === undefined ? undefined : Number(digits);
  if (number !== undefined && number >= (from ?? number) && number <= (to ?? number)) return undefined;
  const limits = to === undefined ? `from ${from} on` : from === undefined ? `up to ${to}` : `from ${from} to ${to}`;
  return `numbers are ${limits}, and ${car} is none of them`;
}

/** What the rulebook says to a number at sign-in: whether the car may carry it, and whose it is. */
export function numberAtSignIn(
  deciding: Deciding,
  entry: { readonly class: string; readonly car: string; readonly people: readonly string[] },
  names: Extra,
): Passes {
  const { context } = deciding;
  const rule = context.book.registry?.numbers;
  if (!rule) return {};
  const own = heldNumbers(context).some(
    (each) => each.car === entry.car && each.class === entry.class && entry.people.includes(each.person),
  );
  const other = own ? undefined : holderOf(context, entry.class, entry.car, ...entry.people);
  const carries = mayCarry(deciding, entry.class, entry.car, names);
  if (!other || rule.held === 'free') return carries;
  const says = `number ${entry.car} of ${nameOf(context, other.class)} is ${other.person}'s`;
  if (rule.held === 'flag') return joinPasses([carries, { flagged: [{ says, clauses: rule.clauses }] }]);
  const no = refusal('number-taken', says, { clauses: rule.clauses, facts: [other.fact], override: rule.override, field: 'car' });
  return joinPasses([carries, { override: overridden(deciding, no) }]);
}
