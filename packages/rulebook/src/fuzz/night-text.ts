import type { Command } from '@racetower/engine';
import { Temporal } from 'temporal-polyfill';
import { Document } from 'yaml';
import type { Wrong } from './wrong.ts';

/** Writes accepted commands as a night that plays them again. */
export function nightText(rulebook: string, zone: string, wrong: Wrong, commands: readonly Command[]): string {
  const steps = commands.map((command) => stepOf(command, zone));
  const document = new Document({ night: wrong.says, rulebook, steps });
  const list = document.get('steps') as { readonly items: readonly { flow?: boolean }[] };
  for (const item of list.items) item.flow = true;
  return document.toString({ lineWidth: 0 });
}

/** Fields that nights write in another way. */
const WORDS: Readonly<Record<string, string>> = {
  timesUs: 'times',
  paidCents: 'paid',
  cents: 'amount',
  paidBy: 'paid-by',
  startsAt: 'starts-at',
};

function stepOf(command: Command, zone: string): object {
  const { do: kind, at, meeting, season, ...rest } = command;
  const opens = kind === 'open-meeting';
  const fields = Object.entries(rest).filter(([, value]) => !isEmpty(value));
  return {
    do: kind,
    ...(opens ? { meeting } : {}),
    ...(kind === 'open-season' ? { season } : {}),
    ...Object.fromEntries(fields.map(([name, value]) => [WORDS[name] ?? name, wordsOf(name, value)])),
    at: localTime(at, zone),
  };
}

const localTime = (at: string, zone: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ');

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function wordsOf(name: string, value: unknown): unknown {
  if (name === 'timesUs' && Array.isArray(value)) return value.map((each) => Number(each) / 1_000_000);
  if ((name === 'cents' || name === 'paidCents') && typeof value === 'number')
    return `${value < 0 ? '-' : ''}$${(Math.abs(value) / 100).toFixed(2)}`;
  return value;
}
