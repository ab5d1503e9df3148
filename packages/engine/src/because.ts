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

/** Makes a reason; everything but the sentence may be left out. */
export function because(says: string, rest: Partial<Omit<Because, 'says'>> = {}): Because {
  return {
    says,
    clauses: rest.clauses ?? [],
    facts: rest.facts ?? [],
    from: rest.from ?? [],
    ...(rest.expression ? { expression: rest.expression } : {}),
  };
}

/** A reason whose parts are worked out when somebody reads them. */
export function reasonLater(says: string, rest: Partial<Omit<Because, 'says' | 'from'>>, from: () => readonly Because[]): Because {
  let parts: readonly Because[] | undefined;
  const { from: _none, ...reason } = because(says, rest);
  return {
    ...reason,
    get from() {
      return (parts ??= from());
    },
  };
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
        .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
        .join(', ')}`
    : '';
  const parts = reason.from.map((part) => `\n${becauseText(part, indent + 1)}`).join('');
  return `${pad}${reason.says}${cited}${facts}${formula}${parts}`;
}
