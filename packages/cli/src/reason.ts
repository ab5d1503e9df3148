import { type AnyFact, type Because, citedClauses, citedFacts, factAt, type Rulebook, shortValue, type State } from '@racetower/engine';
import { Temporal } from 'temporal-polyfill';
import { paint } from './output.ts';

/** How much of a reason is written: how deep, how many branches of a step, and how many clauses and facts below it. */
export interface ReasonLimits {
  readonly depth: number;
  readonly branches: number;
  readonly facts: number;
}

const READABLE: ReasonLimits = { depth: 6, branches: 8, facts: 12 };

/** Writes a reason as an indented tree, then the clauses it cites in our words and the facts it rests on. */
export function reasonLines(reason: Because, book: Rulebook, state: State, limits: ReasonLimits = READABLE): readonly string[] {
  const clauses = citedClauses(reason).map((id) => `${id}  ${book.clauses.get(id)?.says ?? 'not in this edition'}`);
  const facts = citedFacts(reason);
  const shown = facts.slice(0, limits.facts).flatMap((seq) => {
    const fact = factAt(state, seq);
    return fact ? [factLine(fact, book.club.zone)] : [];
  });
  const more = facts.length > shown.length ? [`and ${facts.length - shown.length} more facts`] : [];
  return [
    ...treeLines(reason, limits, '', 0),
    ...clauses.map((line) => paint('cyan', `  ${line}`)),
    ...[...shown, ...more].map((line) => paint('dim', `  ${line}`)),
  ];
}

function treeLines(reason: Because, limits: ReasonLimits, indent: string, depth: number): readonly string[] {
  const cited = reason.clauses.length > 0 ? ` [${reason.clauses.join(', ')}]` : '';
  const formula =
    reason.expression && !/^\w+$/.test(reason.expression.source)
      ? [`${indent}  ${reason.expression.source}${valuesText(reason.expression.values)}`]
      : [];
  if (depth >= limits.depth) return [`${indent}${reason.says}${cited}${reason.from.length > 0 ? ' …' : ''}`, ...formula];
  const below = once(reason.from).slice(0, limits.branches);
  const rest = once(reason.from).length - below.length;
  return [
    `${indent}${reason.says}${cited}`,
    ...formula,
    ...below.flatMap((part) => treeLines(part, limits, `${indent}  `, depth + 1)),
    ...(rest > 0 ? [`${indent}  … and ${rest} more`] : []),
  ];
}

/** The same sentence twice at one place says nothing new. */
function once(parts: readonly Because[]): readonly Because[] {
  return parts.filter((part, index) => parts.findIndex((other) => other.says === part.says) === index);
}

function valuesText(values: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(values).map(([name, value]) => `${name} = ${typeof value === 'object' ? shortValue(value) : String(value)}`);
  return said.length === 0 ? '' : `  with ${said.join(', ')}`;
}

/** A fact in one line: number, time in the club's zone, kind, where, and what it says. */
export function factLine(fact: AnyFact, zone: string): string {
  const time = Temporal.Instant.from(fact.at).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'second' });
  const {
    flagged: _flagged,
    fields,
    ...body
  } = fact.body as { readonly flagged?: unknown; readonly fields?: object; readonly [name: string]: unknown };
  const said = Object.entries({ ...body, ...fields })
    .filter(([, value]) => value !== undefined && JSON.stringify(value) !== '{}' && JSON.stringify(value) !== '[]')
    .map(([name, value]) => `${name} ${plainText(value)}`)
    .join(', ');
  return `#${fact.seq} ${time} ${fact.kind}${fact.race === undefined ? '' : ` ${fact.race}`}: ${said}`;
}

/** A value of a fact as people write it: lists by spaces, maps as `33 dnf`. */
export function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainText).join(' ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${plainText(each)}`)
    .join(', ');
}
