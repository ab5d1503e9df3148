import type { AnyFact, State } from '@racetower/engine';
import type { ServedClub, Visit } from '../http/clubs.ts';
import { askedOf, shownTo } from '../http/views.ts';

/** What other programs can be told of a club. */
export const NEWS_KINDS = ['line-up', 'flag', 'result-provisional', 'result-official', 'verdict'] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

/** Something that everybody may know, as it stood when it was told. */
export interface News {
  readonly kind: NewsKind;
  /** The fact that it is about. */
  readonly seq: number;
  readonly at: string;
  readonly meeting?: string;
  readonly race?: string;
  /** One sentence for people. */
  readonly says: string;
  /** The public answer behind it, without reasons. */
  readonly answer: unknown;
}

/** A club, and its state after the fact that is told. */
export interface Seen {
  readonly served: ServedClub;
  readonly state: State;
}

interface Shape {
  readonly standing?: string;
  readonly slots?: readonly { readonly slot: number; readonly car: string; readonly driver: string }[];
  readonly rows?: readonly { readonly place?: number; readonly car: string; readonly driver: string; readonly status: string }[];
  readonly verdicts?: readonly { readonly case: string; readonly says: string; readonly outcomeSays: string }[];
  readonly races?: readonly { readonly race: string; readonly name: string; readonly class: string }[];
}

const TOLD: ReadonlySet<AnyFact['kind']> = new Set([
  'line-up-posted',
  'line-up-changed',
  'flag-shown',
  'race-finished',
  'result-made-official',
  'case-ruled',
]);

/** Tells whether a fact is of a kind in which news are. */
export const mayBeNews = (fact: AnyFact): boolean => TOLD.has(fact.kind);

/** The news in one fact, if it is any: told by what the public sees, so that no name is longer than on the pages. */
export function newsOf(seen: Seen, fact: AnyFact): News | undefined {
  switch (fact.kind) {
    case 'line-up-posted':
    case 'line-up-changed':
      return lineUpNews(seen, fact);
    case 'flag-shown':
      return fact.body.flag === 'checkered' ? (resultNews(seen, fact) ?? flagNews(seen, fact)) : flagNews(seen, fact);
    case 'race-finished':
    case 'result-made-official':
      return resultNews(seen, fact);
    case 'case-ruled':
      return verdictNews(seen, fact);
    default:
      return undefined;
  }
}

/** What the result of a race is by now, when it is one. */
export function resultNews(seen: Seen, fact: AnyFact): News | undefined {
  const answer = publicAnswer(seen, 'result', fact);
  if (answer?.standing !== 'provisional' && answer?.standing !== 'official') return undefined;
  const rows = (answer.rows ?? []).filter((row) => row.place !== undefined).slice(0, 3);
  const first = rows.map((row) => `${row.place ?? ''}. #${row.car} ${row.driver}`).join(', ');
  const kind = answer.standing === 'official' ? 'result-official' : 'result-provisional';
  return toldOf(kind, fact, `${raceName(seen, fact)}: ${answer.standing} result. ${first}`, answer);
}

function lineUpNews(seen: Seen, fact: AnyFact): News | undefined {
  const answer = publicAnswer(seen, 'line-up', fact);
  const [pole] = answer?.slots ?? [];
  if (!answer || !pole) return undefined;
  const changed = fact.kind === 'line-up-changed' ? 'the line-up was changed' : 'the line-up is posted';
  const says = `${raceName(seen, fact)}: ${changed}, #${pole.car} ${pole.driver} on the pole`;
  return toldOf('line-up', fact, says, answer);
}

function flagNews(seen: Seen, fact: AnyFact & { readonly kind: 'flag-shown' }): News {
  const { flag, cars } = fact.body;
  const whom = cars.length > 0 ? ` for ${cars.map((car) => `#${car}`).join(', ')}` : '';
  return toldOf('flag', fact, `${raceName(seen, fact)}: ${flag}${whom}`, { flag, cars });
}

function verdictNews(seen: Seen, fact: AnyFact & { readonly kind: 'case-ruled' }): News | undefined {
  const answer = publicAnswer(seen, 'verdicts', fact);
  const verdict = answer?.verdicts?.find((each) => each.case === fact.body.id);
  return verdict && toldOf('verdict', fact, `${verdict.says}: ${verdict.outcomeSays}`, verdict);
}

function toldOf(kind: NewsKind, fact: AnyFact, says: string, answer: unknown): News {
  const { seq, at, meeting, race } = fact;
  return { kind, seq, at, says, answer, ...(meeting === undefined ? {} : { meeting }), ...(race === undefined ? {} : { race }) };
}

function raceName(seen: Seen, fact: AnyFact): string {
  const planned = publicAnswer(seen, 'schedule', fact)?.races?.find((each) => each.race === fact.race);
  if (!planned) return fact.race ?? fact.meeting ?? '';
  const name = seen.served.club.book.classes.find((each) => each.id === planned.class)?.name ?? planned.class;
  return planned.name.startsWith(name) ? planned.name : `${name} ${planned.name}`;
}

/** A view as the public is shown it; nothing when there is no answer. */
function publicAnswer({ served, state }: Seen, view: string, { meeting, race }: AnyFact): Shape | undefined {
  const visit: Visit = { ...served, visitor: { is: 'public' } };
  const fields = {
    because: ['no'],
    ...(meeting === undefined ? {} : { meeting: [meeting] }),
    ...(race === undefined || !['line-up', 'result'].includes(view) ? {} : { race: [race] }),
  };
  const shown = shownTo(visit, askedOf(visit, view, fields), state);
  return shown.ok ? (shown.answer as Shape) : undefined;
}
