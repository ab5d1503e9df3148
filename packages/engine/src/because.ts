import type { Kept } from './keeping/kept.ts';
import { later, owner } from './keeping/later.ts';

/** The id of a clause in the club's own numbering, as `EX-3.2`. */
export type ClauseId = string;

/** Why an answer is what it is: clauses, facts and the answers it was made from. */
export interface Because {
  /** One readable sentence, without a full stop at the end. */
  readonly says: string;
  readonly clauses: readonly ClauseId[];
  /** Sequence numbers of the facts that it rests on. */
  readonly facts: readonly number[];
  /** The expression that was evaluated and the values of its names, when a formula decided. */
  readonly expression?: { readonly source: string; readonly values: Readonly<Record<string, unknown>> };
  readonly from: readonly Because[];
}

/** Most reasons cite no fact or have no parts: they share one empty list. */
const NONE: readonly never[] = [];

/** Makes a reason; everything but the sentence may be left out. */
export function because(says: string, rest: Partial<Omit<Because, 'says'>> = {}): Because {
  const { clauses = NONE, facts = NONE, from = NONE, expression } = rest;
  return expression ? { says, clauses, facts, from, expression } : { says, clauses, facts, from };
}

type Parts = readonly Because[];

/** A reason that has its parts as a field like any other, but works them out when the field is first read. */
class LaterReason implements Because {
  readonly says: string;
  readonly clauses: readonly ClauseId[];
  readonly facts: readonly number[];
  declare readonly from: Parts;
  #parts: Parts | (() => Parts);
  /** The answer that it is a part of, until its own parts are there. */
  #owner: Kept | undefined;
  /** One getter for all of them, so that they are of one shape to the machine. */
  static readonly #from = {
    enumerable: true,
    configurable: true,
    get(this: LaterReason): Parts {
      if (typeof this.#parts === 'function') {
        this.#parts = later(this.#owner, this.#parts);
        this.#owner = undefined;
      }
      return this.#parts;
    },
  };
  constructor(says: string, rest: Cited, parts: () => Parts) {
    this.says = says;
    this.clauses = rest.clauses ?? NONE;
    this.facts = rest.facts ?? NONE;
    Object.defineProperty(this, 'from', LaterReason.#from);
    this.#parts = parts;
    this.#owner = owner();
  }
}

type Cited = Partial<Pick<Because, 'clauses' | 'facts'>>;

/**
 * A reason whose parts are worked out when somebody reads them. They have to come out as they would have at once: what
 * they look at is the state, which does not change, and what is handed to them.
 */
export function reasonLater(says: string, rest: Cited, from: () => Parts): Because {
  return new LaterReason(says, rest, from);
}

/** Lists every clause cited anywhere in the reason, once, in reading order. */
export function citedClauses(reason: Because): readonly ClauseId[] {
  const found = new Set<ClauseId>();
  const visit = (node: Because): void => {
    for (const clause of node.clauses) found.add(clause);
    for (const part of node.from) visit(part);
  };
  visit(reason);
  return [...found];
}

/** Lists every fact cited anywhere in the reason, ascending. */
export function citedFacts(reason: Because): readonly number[] {
  const found = new Set<number>();
  const visit = (node: Because): void => {
    for (const seq of node.facts) found.add(seq);
    for (const part of node.from) visit(part);
  };
  visit(reason);
  return [...found].toSorted((a, b) => a - b);
}

/** Writes the reason as indented lines, one answer a line. */
export function becauseText(reason: Because, indent = 0): string {
  const pad = '  '.repeat(indent);
  const cited = reason.clauses.length > 0 ? ` [${reason.clauses.join(', ')}]` : '';
  const facts = reason.facts.length > 0 ? ` (fact ${reason.facts.join(', ')})` : '';
  const formula = reason.expression
    ? `\n${pad}  ${reason.expression.source}  with ${Object.entries(reason.expression.values)
        .map(([name, value]) => `${name} = ${shortValue(value)}`)
        .join(', ')}`
    : '';
  const parts = reason.from.map((part) => `\n${becauseText(part, indent + 1)}`).join('');
  return `${pad}${reason.says}${cited}${facts}${formula}${parts}`;
}

/** The longest a value may be written in a sentence. */
const READABLE = 100;

/** A value as a reason shows it: of a long list or map only the first parts, and how many there are. */
export function shortValue(value: unknown): string {
  const whole = JSON.stringify(value) ?? String(value);
  if (whole.length <= READABLE || typeof value !== 'object' || value === null) return whole;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((each) => shortValue(each))
    : Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${shortValue(each)}`);
  const shown = parts.slice(0, Math.max(1, fitting(parts)));
  const rest = parts.length > shown.length ? `, … ${parts.length} in all` : '';
  const text = `${shown.join(',').slice(0, 2 * READABLE)}${rest}`;
  return isList ? `[${text}]` : `{${text}}`;
}

/** How many parts fit into one sentence. */
function fitting(parts: readonly string[]): number {
  let length = 0;
  const over = parts.findIndex((part) => {
    length += part.length + 1;
    return length > READABLE;
  });
  return over < 0 ? parts.length : over;
}
