import { StoryError } from './tower.ts';
import type { Chance } from '@racetower/rulebook';

/** What `$name` stands for in a step: a car number, a name, a class. */
export type Names = (name: string) => string | undefined;

const NAME = /\$([a-z]+(?:-[a-z0-9]+)*)/g;

/** Puts what they stand for in place of the `$names` of a text. @throws StoryError for a name that stands for nothing */
export function filled(text: string, names: Names): string {
  return text.replaceAll(NAME, (_, name: string) => {
    const found = names(name);
    if (found === undefined) throw new StoryError(`nothing is called $${name} here`);
    return found;
  });
}

/** Fills the words of a step; `{ any: [...] }` and `{ between: [low, high] }` are drawn. */
export function filledWords(words: Readonly<Record<string, unknown>>, names: Names, chance: Chance): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(words).map(([word, value]) => [word, filledValue(value, names, chance)]));
}

function filledValue(value: unknown, names: Names, chance: Chance): unknown {
  if (typeof value === 'string') return filled(value, names);
  if (Array.isArray(value)) return value.map((each) => filledValue(each, names, chance));
  if (typeof value !== 'object' || value === null) return value;
  if ('any' in value && Array.isArray(value.any)) return filledValue(chance.pick<unknown>(value.any), names, chance);
  if ('between' in value && Array.isArray(value.between)) {
    const [low, high] = value.between.map(Number);
    return chance.between(low ?? 0, high ?? 0);
  }
  return filledWords(value as Readonly<Record<string, unknown>>, names, chance);
}
