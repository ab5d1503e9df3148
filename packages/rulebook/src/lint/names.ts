import { COMMAND_SHAPES, didYouMean, FLAGS, type Rulebook } from '@racetower/engine';
import type { LoadedRulebook } from '../read-rulebook.ts';
import type { Path } from '../yaml-source.ts';
import { type Check, finding, type Finding } from './finding.ts';
import { formulasOf, scalars, under, withoutTexts } from './source.ts';

const snake = (name: string): string => name.replaceAll('-', '_');

/** What `sort:NAME` may name, by sort. */
function namesOf(book: Rulebook, sort: string): Iterable<string> | undefined {
  const acts = (of: string): readonly string[] => [...book.acts.values()].filter((act) => act.sort === of).map((act) => act.id);
  switch (sort) {
    case 'mark':
    case 'record':
    case 'call':
      return acts(sort);
    case 'draw':
      return book.draws.keys();
    case 'file':
    case 'rule':
      return book.cases.keys();
    case 'flag':
      return FLAGS;
    default:
      return undefined;
  }
}

/** Gates of the engine that are not commands, and those that take any name after the colon. */
const MORE_GATES = ['line-up', 'override-line-up'];
const FREE_GATES = new Set(['pay', 'post-order', 'post-scores', 'value', 'set-value']);

function gateProblem(book: Rulebook, gate: string, plain: readonly string[]): string | undefined {
  const [sort = '', name] = gate.split(':');
  if (name === undefined)
    return plain.includes(gate) ? undefined : `"${gate}" is nothing that is done here${didYouMean(gate, plain) || `: ${plain.join(', ')}`}`;
  if (FREE_GATES.has(sort)) return undefined;
  const known = namesOf(book, sort);
  if (!known) return `"${gate}" names no kind of act${didYouMean(sort, ['mark', 'record', 'call', 'draw', 'file', 'rule', 'flag'])}`;
  const names = [...known];
  return names.includes(name) ? undefined : `there is no ${sort} "${name}"${didYouMean(name, names)}`;
}

/** Where gates and signals are written, and the bare words that they may be. */
const GATES: readonly { readonly block: string; readonly field: string; readonly plain: readonly string[] }[] = [
  { block: 'requirements', field: 'at', plain: [...Object.keys(COMMAND_SHAPES), ...MORE_GATES] },
  { block: 'fees', field: 'on', plain: ['sign-in'] },
  { block: 'clocks', field: 'starts', plain: ['green'] },
  { block: 'clocks', field: 'stops', plain: [] },
  { block: 'clocks', field: 'while', plain: [] },
  { block: 'clocks', field: 'until', plain: [] },
];

/** Gates of requirements, what fees are charged on, what starts and stops clocks: each names something that there is. */
export const unknownGates: Check = (rulebook) =>
  scalars(rulebook.source).flatMap(({ path, value }) => {
    const field = path.findLast((step) => typeof step === 'string');
    const rule = GATES.find((each) => each.block === path[0] && each.field === field);
    const problem = rule && gateProblem(rulebook.book, String(value), rule.plain);
    return problem === undefined ? [] : [strange(rulebook, path, problem)];
  });

function strange(rulebook: LoadedRulebook, path: Path, says: string): Finding {
  const clauses = clausesAround(rulebook, path);
  return finding(rulebook, path, { check: 'name-unknown', says, clauses });
}

/** The clauses of the nearest block around a path. */
export function clausesAround(rulebook: LoadedRulebook, path: Path): readonly string[] {
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const clause = under(rulebook.source, [...path.slice(0, depth), 'clause']);
    if (typeof clause === 'string') return [clause];
    if (Array.isArray(clause)) return clause.map(String);
  }
  return [];
}

/** What formulas read by name inside a map, as `draws.invert`. */
const MEMBERS: Readonly<Record<string, (book: Rulebook) => Iterable<string>>> = {
  draws: (book) => book.draws.keys(),
  marks: (book) => namesOf(book, 'mark') ?? [],
  calls: (book) => namesOf(book, 'call') ?? [],
  records: (book) => namesOf(book, 'record') ?? [],
  clocks: (book) => book.clocks.keys(),
  races: (book) => book.rounds.map((round) => round.id),
  finished_all: (book) => book.rounds.map((round) => round.id),
  results: (book) => book.rounds.map((round) => round.id),
};

/** What formulas compare with a text. `phase` and `flag` are words of the engine. */
const TEXTS: Readonly<Record<string, (book: Rulebook) => Iterable<string>>> = {
  'race.round': (book) => book.rounds.map((round) => round.id),
  'class.id': (book) => book.classes.map((each) => each.id),
  'class.group': (book) => book.groups.keys(),
  'meeting.kind': (book) => book.meetingKinds.keys(),
  'm.kind': (book) => book.meetingKinds.keys(),
  status: (book) => book.statuses.keys(),
  'race.phase': () => ['planned', 'lined-up', 'warm-up', 'starting', 'green', 'yellow', 'red', 'ended'],
  'race.result': () => ['none', 'running', 'provisional', 'official'],
};

/** Members and texts in formulas that name something which there is not: a formula with one is never true. */
export const unknownMembers: Check = (rulebook) =>
  formulasOf(rulebook).flatMap(({ path, expr }) => {
    const says = [...strangeMembers(rulebook.book, expr.source), ...strangeTexts(rulebook.book, expr.source)];
    return says.map((each) => strange(rulebook, path, `the formula ${each}`));
  });

function strangeMembers(book: Rulebook, source: string): readonly string[] {
  const text = withoutTexts(source);
  return Object.entries(MEMBERS).flatMap(([map, names]) => {
    const known = [...names(book)].map(snake);
    return [...text.matchAll(new RegExp(`(?<![\\w])${map}\\.([a-z_][a-z_0-9]*)\\b(?!\\()`, 'g'))].flatMap(([, name = '']) =>
      known.includes(name) ? [] : [`reads ${map}.${name}, which is not there${didYouMean(name, known)}`],
    );
  });
}

function strangeTexts(book: Rulebook, source: string): readonly string[] {
  return Object.entries(TEXTS).flatMap(([name, texts]) => {
    const known = [...texts(book)];
    const pattern = new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}\\s*(?:==|!=)\\s*["']([^"']+)["']`, 'g');
    const lists = new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}\\s+in\\s+\\[([^\\]]*)\\]`, 'g');
    const compared = [...source.matchAll(pattern)].map((match) => match[1] ?? '');
    const listed = [...source.matchAll(lists)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/["']([^"']+)["']/g)].map((each) => each[1] ?? ''),
    );
    return [...compared, ...listed].flatMap((text) =>
      known.includes(text) ? [] : [`compares ${name} with "${text}", which it never is${didYouMean(text, known)}`],
    );
  });
}
