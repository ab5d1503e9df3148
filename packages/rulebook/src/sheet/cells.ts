import type { ActField, Plain } from '@racetower/engine';
import { centsOf } from '../money.ts';

const YES = new Set(['1', 'y', 'yes', 'true', 'x', '✓', 'ja', 'oui', 'si']);
const NO = new Set(['0', 'n', 'no', 'false', '', '-', 'nein', 'non']);

/** Reads yes or no; nothing for what is neither. */
export function yesOrNo(cell: string): boolean | undefined {
  const plain = cell.trim().toLowerCase();
  return YES.has(plain) ? true : NO.has(plain) ? false : undefined;
}

/** Reads a whole number, also one that a spreadsheet wrote as `3.0`, `3rd` or `3.`; nothing for what is none. */
export function wholeCell(cell: string): number | undefined {
  const [, digits] = /^([+-]?\d{1,9})(?:[.,]0+|st|nd|rd|th|\.|º|ª)?$/i.exec(cell.trim()) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** Reads a lap time as microseconds: `14.215`, `1:02.5`, `1:02:03.25`, with comma or point. */
export function timeCellUs(cell: string): number | undefined {
  const [, hours = '0', minutes = '0', seconds, fraction = ''] =
    /^(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d{1,5})(?:[.,](\d{1,6}))?$/.exec(cell.trim()) ?? [];
  if (seconds === undefined) return undefined;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000_000 + Number(fraction.padEnd(6, '0'));
}

/** Takes a cell for what it looks like: a whole number, yes or no in words, else a text. `07` is a text. */
export function plainCell(cell: string): Plain {
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(cell)) return Number(cell);
  if (/^(?:yes|true)$/i.test(cell)) return true;
  return /^(?:no|false)$/i.test(cell) ? false : cell;
}

/** Reads a cell as the type that a field of a record or call asks for; nothing for what does not fit. */
export function fieldCell(field: ActField, cell: string): Plain | undefined {
  switch (field.type) {
    case 'number':
      return wholeCell(cell);
    case 'boolean':
      return yesOrNo(cell);
    case 'money':
      return moneyCell(cell);
    case 'choice':
      return field.choices?.find((each) => each.toLowerCase() === cell.trim().toLowerCase());
    case 'cars':
    case 'list':
    case 'order':
      return cell.split(/[\s;/]+/).filter((each) => each !== '');
    case 'text':
    case 'date':
    case 'time':
    case 'instant':
    case 'car':
    case 'person':
    case 'link':
    case 'class':
      return cell;
  }
}

function moneyCell(cell: string): number | undefined {
  const cents = centsOf(cell.trim().startsWith('$') ? cell.trim() : `$${cell.trim()}`);
  return typeof cents === 'number' ? cents : undefined;
}

/** How days are written where it can be read both ways: `5/2/2026` is the second of May (`mdy`) or the fifth of February (`dmy`). */
export type DayOrder = 'mdy' | 'dmy';

/**
 * Finds out how the days of a column are written: a number beyond 12 tells; else those who race in America write the
 * month first, and everywhere days with points the day first.
 */
export function dayOrderOf(cells: readonly string[], zone: string): DayOrder {
  for (const cell of cells) {
    const [, sign, first, second] = /^()(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(cell.trim()) ?? [];
    if (sign === undefined) continue;
    if (cell.includes('.')) return 'dmy';
    if (Number(first) > 12) return 'dmy';
    if (Number(second) > 12) return 'mdy';
  }
  return zone.startsWith('America/') || zone.startsWith('US/') ? 'mdy' : 'dmy';
}

/** Reads a day as `2026-05-02`; a time of day behind it is left out; nothing for what is no day. */
export function dayCell(cell: string, order: DayOrder): string | undefined {
  const text = cell.trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/.exec(text);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const short = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T].*)?$/.exec(text);
  if (short) {
    const [first, second, year] = [Number(short[1]), Number(short[2]), Number(short[3])];
    const full = year < 100 ? 2000 + year : year;
    return order === 'mdy' ? day(full, first, second) : day(full, second, first);
  }
  if (!/[A-Za-z]{3}/.test(text) || !/\d{4}/.test(text)) return undefined;
  const spelled = new Date(`${text.replaceAll(/(\d)(st|nd|rd|th)\b/gi, '$1')} UTC`);
  return Number.isNaN(spelled.getTime()) ? undefined : spelled.toISOString().slice(0, 10);
}

function day(year: number, month: number, date: number): string | undefined {
  const made = new Date(Date.UTC(year, month - 1, date));
  const right = made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === date;
  return right ? made.toISOString().slice(0, 10) : undefined;
}
