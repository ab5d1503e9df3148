import type { ActField, Fields, Plain } from '@racetower/engine';
import type { Chance } from '../chance.ts';

/** What the fields of a form may name. */
export interface Around {
  readonly date: string;
  readonly at: string;
  readonly cars: readonly string[];
  readonly people: readonly string[];
  readonly classes: readonly string[];
}

const DAY_MS = 86_400_000;

/** Fills in a form: every field that must be there, and half of the others. */
export function fieldsFor(fields: readonly ActField[], around: Around, chance: Chance): Fields {
  return Object.fromEntries(
    fields.filter((field) => !field.optional || chance.holds(50)).map((field) => [field.name, valueFor(field, around, chance)]),
  );
}

function valueFor(field: ActField, around: Around, chance: Chance): Plain {
  const one = (list: readonly string[]): string => (list.length > 0 ? chance.pick(list) : 'nobody');
  switch (field.type) {
    case 'number':
      return chance.holds(50) ? chance.between(0, 12) : chance.between(0, 1000);
    case 'money':
      return chance.between(0, 200) * 100;
    case 'boolean':
      return chance.holds(75);
    case 'date':
      return new Date(Date.parse(around.date) - (chance.holds(60) ? 0 : chance.between(-400, 400) * DAY_MS)).toISOString().slice(0, 10);
    case 'time':
      return `${chance.between(8, 22)}:${String(chance.between(0, 59)).padStart(2, '0')}`;
    case 'instant':
      return around.at;
    case 'car':
      return one(around.cars);
    case 'cars':
      return chance.shuffle(around.cars).slice(0, chance.between(1, 3));
    case 'order':
      return chance.shuffle(around.cars);
    case 'person':
      return one(around.people);
    case 'class':
      return one(around.classes);
    case 'list':
      return [];
    case 'choice':
      return chance.pick(field.choices ?? ['']);
    case 'link':
      return `https://films.example/${chance.between(1, 99)}`;
    case 'text':
      return chance.holds(50) ? 'a reason' : one([...around.people, ...around.cars]);
  }
}
