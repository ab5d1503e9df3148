import type { Desk } from './desk.ts';

/** Something that no day may have, however it went. */
export interface Wrong {
  /** Kebab-case name, for programs. */
  readonly check: string;
  readonly says: string;
  readonly clauses: readonly string[];
}

/** Asks a view; a refusal is a fault, with what is said. */
export function asked<T>(desk: Desk, found: Wrong[], name: string, question: Readonly<Record<string, string>>): T | undefined {
  const answered = desk.ask<T>(name, question);
  if ('answer' in answered) return answered.answer;
  const { says, clauses } = answered.refusal;
  const about = Object.entries(question).flatMap(([field, value]) => (field === 'meeting' || field === 'season' ? [] : [value]));
  found.push({ check: 'no-answer', says: `the ${name} of ${about.join(' ') || 'the meeting'} cannot be told: ${says}`, clauses });
  return undefined;
}

/** The first text that is in a list twice. */
export const twice = (list: readonly string[]): string | undefined => list.find((each, index) => list.indexOf(each) !== index);
