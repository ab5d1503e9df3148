import type { Entry } from '../answers.ts';
import type { PurseBlock } from '../language.ts';
import { driversOf } from '../points/competitors.ts';
import { refuse } from '../refusal.ts';
import { type Scope, whole } from '../scope.ts';
import { teamAtSignIn } from '../stewards/teams.ts';
import { divided, part } from './division.ts';

/** What one person has of an amount, and as what. */
export interface PursePart {
  readonly person: string;
  readonly as: string;
  readonly cents: number;
}

/** Divides what a car is paid among those whom the block names; drivers who shared the car share in equal parts. */
export function splitAmong(scope: Scope, block: PurseBlock, entry: Entry, cents: number, race?: string): readonly PursePart[] {
  const rules =
    block.split.length === 0
      ? [{ to: 'driver', percent: 100 }]
      : block.split.map((each) => ({ to: each.to, percent: percentOf(scope, block, each) }));
  const sum = rules.reduce((total, each) => total + each.percent, 0);
  if (sum !== 100) refuse('shares-uneven', `the parts of ${block.says} are ${sum} per cent, not 100`, { clauses: block.clauses });
  const parts = divided(
    cents,
    rules.map((each) => part(each.percent, 100)),
    block.remainder,
  );
  const own = rules.flatMap((each, index) => {
    const names = namesOf(scope, each.to, entry, race);
    const cents = divided(
      parts[index] ?? 0,
      names.map(() => part(1, names.length)),
      block.remainder,
    );
    return names.map((person, at) => ({ person, as: each.to, cents: cents[at] ?? 0 }));
  });
  return [...Map.groupBy(own, (each) => each.person)].map(([person, same]) => ({
    person,
    as: [...new Set(same.map((each) => each.as))].join(' and '),
    cents: same.reduce((sum, each) => sum + each.cents, 0),
  }));
}

function percentOf(scope: Scope, block: PurseBlock, each: PurseBlock['split'][number]): number {
  const { value } = whole(scope, each.share);
  return value >= 0 ? value : refuse('bad-amount', `${each.share.source} is below zero`, { clauses: block.clauses });
}

/** The people of a car that a word names; where the entry names nobody, its driver stands in. */
export function namesOf(scope: Scope, word: string, entry: Entry, race?: string): readonly string[] {
  const { context, where } = scope;
  const drivers = (): readonly string[] =>
    driversOf(context, { meeting: where.meeting ?? '', class: entry.class, car: entry.car, ...(race === undefined ? {} : { race }) });
  if (word === 'driver') return drivers();
  if (word === 'handler') return entry.handler === undefined ? drivers() : [entry.handler];
  const named = word === 'owner' ? teamAtSignIn(context, entry).owner : entry.details[word];
  return typeof named === 'string' && named !== '' ? [named] : drivers();
}
