import { useCallback } from 'react';
import { amountText, centsOf } from '../../design/amounts.ts';
import { useMoney } from '../../design/money.ts';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

/** Writes a value of the rulebook for people: money, yes or no, a number with its unit, a list. */
export function useValueText(): (value: unknown, unit: string | undefined) => string {
  const say = useWords(WORDS);
  const money = useMoney();
  return useCallback(
    (value, unit) => {
      const one = (each: unknown): string => {
        if (each === null || each === undefined) return say('not-set');
        if (typeof each === 'boolean') return say(each ? 'yes' : 'no-value');
        if (typeof each === 'number' && unit === 'cents') return money(each);
        if (typeof each === 'object' && !Array.isArray(each))
          return Object.entries(each)
            .map(([name, part]) => `${name} ${one(part)}`)
            .join(', ');
        return String(each);
      };
      const text = Array.isArray(value) ? value.map(one).join(', ') : one(value);
      return typeof value === 'number' && unit !== undefined && unit !== 'cents' ? `${text} ${unit.replaceAll('_', ' ')}` : text;
    },
    [say, money],
  );
}

/** A value as it stands in a field to be changed. */
export function typedText(value: unknown, unit: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => typedText(each, unit)).join(', ');
  return typeof value === 'number' && unit === 'cents' ? amountText(value) : String(value);
}

type Plain = string | number | boolean | readonly Plain[];

/** What was typed as the kind of a value; what does not fit goes as it was typed, so that the answer says what is wrong with it. */
export function valueOf(typed: string, kind: string | undefined, unit: string | undefined): Plain {
  const text = typed.trim();
  if (kind === 'list')
    return text
      .split(/[,;]\s*|\s+/)
      .filter((each) => each !== '')
      .map((each) => valueOf(each, /^-?[\d.]+$/.test(each) ? 'number' : 'text', unit));
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (kind === 'text') return text;
  if (unit === 'cents') return centsOf(text) ?? text;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** A phrase of the rulebook as a sentence begins. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
