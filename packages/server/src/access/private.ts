import type { Query, Rulebook, State } from '@racetower/engine';
import type { Desk } from './desks.ts';
import type { Visitor } from './visitor.ts';

/** What is known of single people and is not for every official. */
export const PRIVATE_KINDS = ['person', 'case'] as const;
export type PrivateKind = (typeof PRIVATE_KINDS)[number];

/**
 * Desks that read what is private. `person`: what is registered of people (birthday, contact, medical) and papers about them. `case`: what
 * was filed, handed in as evidence and ruled. Whoever may keep a paper about people also reads papers of that name.
 */
export const MAY_READ: Readonly<Record<PrivateKind, readonly Desk[]>> = {
  person: ['office', 'race-director', 'tower', 'sign-in', 'board'],
  case: ['race-director', 'tower', 'steward', 'board'],
};

/** What a visitor may read of what is private: the kinds, and the names of papers by right of a role. */
export interface Reading {
  readonly kinds: readonly PrivateKind[];
  readonly papers: readonly string[];
}

export function readingOf(visitor: Visitor, book: Rulebook): Reading {
  if (visitor.is === 'operator') return { kinds: PRIVATE_KINDS, papers: [] };
  const posts = visitor.is === 'member' ? visitor.posts.filter((post) => !['public', 'driver', 'handler'].includes(post.desk)) : [];
  const kinds = PRIVATE_KINDS.filter((kind) => posts.some((post) => MAY_READ[kind].includes(post.desk)));
  const papers = [...book.acts.values()].filter((act) => posts.some((post) => act.by.includes(post.role))).map((act) => act.id);
  return { kinds, papers };
}

const LEFT_OUT = '(private)';

/** An answer without what the visitor may not read: its place is there, its words are not. */
export function discreet(
  answer: unknown,
  query: Query,
  reading: Reading,
  { book, state }: { readonly book: Rulebook; readonly state: State },
): unknown {
  if (PRIVATE_KINDS.every((kind) => reading.kinds.includes(kind))) return answer;
  const hidden = reading.kinds.includes('person') ? NOTHING : registered(state);
  const isShut = (act: string): boolean => isShutPaper(act, reading, book);
  const seen = (value: unknown): unknown => {
    if (typeof value === 'string') return hidden.texts ? value.replaceAll(hidden.texts, LEFT_OUT) : value;
    if (Array.isArray(value)) return value.map(seen);
    if (typeof value !== 'object' || value === null) return value;
    return seenFields(shutFact(value as Loose, reading, isShut), seen, hidden);
  };
  const shown = seen(answer);
  if (query.view === 'papers') return shutPapers(shown, isShut);
  return query.view === 'records' && isShut(String(query['name'])) ? shutRecords(shown) : shown;
}

type Loose = Readonly<Record<string, unknown>>;

/** Details of people by name, and the words of them that can be told from others in a sentence. */
interface Hidden {
  readonly names: ReadonlySet<string>;
  readonly texts: RegExp | undefined;
}
const NOTHING: Hidden = { names: new Set(), texts: undefined };

/** Values of formulas are left out where the last part of their name, as `driver.born`, is a detail of people. */
function seenFields(value: Loose, seen: (part: unknown) => unknown, hidden: Hidden): Loose {
  const isFormula = typeof value['source'] === 'string' && 'values' in value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      isFormula && name === 'values' ? withoutDetails(part as Loose, hidden.names, seen) : seen(part),
    ]),
  );
}

function withoutDetails(values: Loose, names: ReadonlySet<string>, seen: (part: unknown) => unknown): Loose {
  return Object.fromEntries(
    Object.entries(values).map(([name, part]) => [name, names.has(name.split('.').at(-1) ?? '') ? LEFT_OUT : seen(part)]),
  );
}

const CASE_KINDS: ReadonlySet<unknown> = new Set(['case-filed', 'case-ruled']);

/** A fact of the log, or one that a call would make, without the words of its body that are private. */
function shutFact(value: Loose, reading: Reading, isShut: (act: string) => boolean): Loose {
  const { kind, body } = value as { readonly kind?: unknown; readonly body?: Loose };
  if (typeof body !== 'object') return value;
  const shut = (...fields: readonly string[]): Loose => ({
    ...value,
    body: Object.fromEntries(Object.entries(body).map(([name, part]) => [name, fields.includes(name) ? LEFT_OUT : part])),
  });
  if (kind === 'person-registered' && !reading.kinds.includes('person')) return shut('details');
  if (CASE_KINDS.has(kind) && !reading.kinds.includes('case')) return shut('fields', 'filer', 'against', 'votes', 'why');
  if (typeof body['name'] === 'string' && 'fields' in body && isShut(body['name'])) return shut('fields');
  return kind === 'fact-corrected' && reading.kinds.length < PRIVATE_KINDS.length ? shut('body') : value;
}

function isShutPaper(name: string, { kinds, papers }: Reading, book: Rulebook): boolean {
  const of = book.acts.get(name)?.of;
  return (of === 'person' || of === 'case') && !kinds.includes(of) && !papers.includes(name);
}

function shutRecords(answer: unknown): unknown {
  const { records } = answer as { readonly records: readonly Loose[] };
  return { ...(answer as object), records: records.map((each) => ({ ...each, summary: LEFT_OUT, fields: {} })) };
}

/** That a paper stands is seen; what is written on it is not. */
function shutPapers(answer: unknown, isShut: (act: string) => boolean): unknown {
  const { papers } = answer as { readonly papers: readonly Loose[] };
  const shut = (paper: Loose): Loose =>
    isShut(String(paper['record'])) && typeof paper['stands'] === 'object'
      ? { ...paper, stands: { ...paper['stands'], fields: {} } }
      : paper;
  return { ...(answer as object), papers: papers.map(shut) };
}

const known = new WeakMap<State, Hidden>();

function registered(state: State): Hidden {
  const found = known.get(state) ?? look(state);
  known.set(state, found);
  return found;
}

function look(state: State): Hidden {
  const lists = [state.club, ...state.seasons.values(), ...[...state.meetings.values()].map((each) => each.facts)];
  const details = lists.flatMap((list) => [...list.of('person-registered')].map((fact) => fact.body.details));
  const names = new Set(details.flatMap((each) => Object.keys(each).flatMap((name) => [name, name.replaceAll('-', '_')])));
  const texts = new Set(details.flatMap((each) => Object.values(each)).filter((text) => typeof text === 'string' && isTelling(text)));
  const longest = [...texts].map(String).toSorted((a, b) => b.length - a.length);
  return { names, texts: longest.length === 0 ? undefined : new RegExp(longest.map((text) => RegExp.escape(text)).join('|'), 'g') };
}

/** A date, a telephone number, an address: words that mean nobody else. */
const isTelling = (text: string): boolean => text.length >= 6 && /[\d@]/.test(text);
