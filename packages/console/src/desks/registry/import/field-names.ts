import type { RosterPlan } from '@racetower/server/client';
import { useWords } from '../../../words/words.tsx';
import { WORDS } from './words.ts';

const OWN = ['person', 'first-name', 'last-name', 'class', 'car', 'transponder'] as const;

/** Names the fields of a list for people: what every club has in their language, the rest as the rulebook calls it. */
export function useFieldNames(fields: RosterPlan['fields']): (id: string) => string {
  const say = useWords(WORDS);
  return (id) => {
    const own = OWN.find((each) => each === id);
    if (own) return say(`field-${own}`);
    const field = fields.find((each) => each.id === id);
    if (!field) return id.replaceAll(/[.-]/g, ' ');
    if (field.of === 'paper') return field.paper === undefined || field.id === field.says ? field.says : `${field.paper}: ${field.says}`;
    return say(field.of === 'person' ? 'of-person' : 'of-car', { detail: field.says });
  };
}
