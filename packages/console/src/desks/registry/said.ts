import { useInstants } from '../../design/clock.tsx';
import { useMoney } from '../../design/money.ts';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Writes names and values of fields for people: days in their language, amounts as money, yes and no as words. */
export function useSaid() {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const money = useMoney();
  const value = (given: unknown, type?: string): string => {
    if (typeof given === 'boolean') return say(given ? 'yes' : 'no-said');
    if (Array.isArray(given)) return given.join(', ');
    if (type === 'money' && typeof given === 'number') return money(given);
    const text = String(given);
    return DAY.test(text) ? date(text) : text;
  };
  const name = (field: string): string => {
    const words = field.replaceAll(/[-_]/g, ' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
  /** All fields in one line. */
  const fields = (
    given: Readonly<Record<string, unknown>>,
    types: readonly { readonly name: string; readonly type: string }[] = [],
  ): string =>
    Object.entries(given)
      .map(([field, each]) => `${name(field)}: ${value(each, types.find((one) => one.name === field)?.type)}`)
      .join(' · ');
  return { name, value, fields };
}
