import type { Rulebook } from '@racetower/engine';
import { readable } from './words.ts';

/** The parts of a rulebook in words, for readers; parts that are no blocks of rules are left out. */
const PARTS: Readonly<Partial<Record<keyof Rulebook, string>>> = {
  groups: 'numbers of the group',
  classes: 'class',
  classOrder: 'order of classes',
  combining: 'classes that may run together',
  meetingKinds: 'kind of meeting',
  acts: 'call or paper',
  requirements: 'condition',
  draws: 'draw',
  ladders: 'count with memory',
  rounds: 'round',
  clocks: 'clock',
  cautions: 'order after a yellow',
  restarts: 'restart',
  timing: 'what counts as a lap',
  statuses: 'status in a result',
  holds: 'what holds a result',
  points: 'points',
  overall: 'order over all races',
  season: 'standings',
  rain: 'rain',
  fees: 'fee',
  purse: 'purse',
  funds: 'fund',
  awards: 'award',
  cases: 'case',
  deadlines: 'deadline',
  notices: 'letter',
  teams: 'team',
  publicNames: 'names in public',
  imports: 'results from elsewhere',
  impounds: 'impound',
  procedures: 'step of a procedure',
  authority: 'who may',
};

const MOST = 6;

/** What of a rulebook comes from each clause, in a few words each. */
export function blocksByClause(book: Rulebook): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const [part, says] of Object.entries(PARTS)) {
    const value = book[part as keyof Rulebook];
    for (const [name, block] of entriesIn(value))
      for (const clause of clausesIn(block))
        found.set(clause, (found.get(clause) ?? new Set()).add(name === '' ? says : `${says} ${name}`));
  }
  return new Map([...found].map(([clause, blocks]) => [clause, few([...blocks])]));
}

const few = (blocks: readonly string[]): readonly string[] =>
  blocks.length <= MOST ? blocks : [...blocks.slice(0, MOST), `and ${blocks.length - MOST} more`];

function entriesIn(value: unknown): readonly (readonly [name: string, block: unknown])[] {
  if (value instanceof Map) return [...value].map(([name, block]) => [called(block) ?? readable(String(name)), block] as const);
  if (Array.isArray(value)) return value.map((block) => [called(block) ?? '', block] as const);
  return value === undefined ? [] : [['', value]];
}

/** A block by the words that the rulebook has for it. */
function called(block: unknown): string | undefined {
  if (typeof block !== 'object' || block === null) return undefined;
  const { says, name, id } = block as { readonly says?: unknown; readonly name?: unknown; readonly id?: unknown };
  const word = [name, id].find((each) => typeof each === 'string' && each !== '') ?? says;
  return typeof word === 'string' ? `“${readable(word)}”` : undefined;
}

/** Every clause that a block or a part of it cites. */
function clausesIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const each of value) clausesIn(each, found);
  else if (value instanceof Map) for (const each of value.values()) clausesIn(each, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) {
      if (/clauses$/i.test(name) && Array.isArray(each)) for (const clause of each) found.add(String(clause));
      else if (typeof each === 'object') clausesIn(each, found);
    }
  return found;
}
