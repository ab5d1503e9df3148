import { type Because, type Rulebook, type State, view } from '@racetower/engine';

/** What somebody has or gets by a rulebook, as it is compared. */
export const COMPARED = ['standings', 'points', 'result', 'purse', 'fees', 'fund', 'award', 'suspension'] as const;
export type Compared = (typeof COMPARED)[number];

/** One answer of a season as people know it: a place, points, an amount. */
export interface ShownAnswer {
  readonly kind: Compared;
  readonly meeting?: string;
  readonly race?: string;
  readonly class?: string;
  /** A table of the season, a fund, an award. */
  readonly of?: string;
  /** A driver or a person. */
  readonly who: string;
  readonly car?: string;
  /** What is compared. `cents` is money, `points` in whole points. */
  readonly has: { readonly place?: number; readonly points?: number; readonly cents?: number; readonly says?: string };
  readonly because: Because;
}

interface Asked {
  readonly editions: readonly Rulebook[];
  readonly state: State;
}

type Row = Readonly<Record<string, unknown>> & { readonly because: Because };
type Loose = Readonly<Record<string, unknown>>;

/** The rows of an answer; none where the rulebook has no answer. */
function rows({ editions, state }: Asked, query: Parameters<typeof view>[2], list: string): readonly Row[] {
  const answered = view(editions, state, query);
  if (!answered.ok) return [];
  const found = (answered.answer as Loose)[list];
  return Array.isArray(found) ? (found as readonly Row[]) : [];
}

const text = (row: Loose, field: string): string => String(row[field] ?? '');
const optional = <K extends string>(field: K, value: unknown): Partial<Record<K, string>> =>
  (value === undefined || value === null ? {} : { [field]: String(value) }) as Partial<Record<K, string>>;

/** What a meeting shows: places, points, purse and fees of everybody. */
export function meetingAnswers(asked: Asked, book: Rulebook, meeting: string): readonly ShownAnswer[] {
  const races = rows(asked, { view: 'schedule', meeting }, 'races');
  const places = races.flatMap((race) => placesIn(asked, meeting, text(race, 'race')));
  const points = book.classes.flatMap(({ id }) => pointsIn(asked, meeting, id));
  return [...places, ...points, ...purseOf(asked, meeting), ...feesOf(asked, meeting)];
}

function placesIn(asked: Asked, meeting: string, race: string): readonly ShownAnswer[] {
  return rows(asked, { view: 'result', meeting, race }, 'rows').map((row) => ({
    kind: 'result',
    meeting,
    race,
    who: text(row, 'driver'),
    ...optional('car', row['car']),
    has: { ...(typeof row['place'] === 'number' ? { place: row['place'] } : {}), says: text(row, 'status') },
    because: row.because,
  }));
}

function pointsIn(asked: Asked, meeting: string, classId: string): readonly ShownAnswer[] {
  return rows(asked, { view: 'points', meeting, class: classId }, 'rows').map((row) => ({
    kind: 'points',
    meeting,
    class: classId,
    who: text(row, 'driver'),
    ...optional('car', row['car']),
    has: { points: Number(row['total']) },
    because: row.because,
  }));
}

function purseOf(asked: Asked, meeting: string): readonly ShownAnswer[] {
  return rows(asked, { view: 'purse', meeting }, 'lines').flatMap((line) =>
    (line['parts'] as readonly { readonly person: string; readonly cents: number }[]).map((part): ShownAnswer => ({
      kind: 'purse',
      meeting,
      ...optional('race', line['race']),
      ...optional('class', line['class']),
      of: text(line, 'block'),
      who: part.person,
      ...optional('car', line['car']),
      has: { cents: part.cents },
      because: line.because,
    })),
  );
}

function feesOf(asked: Asked, meeting: string): readonly ShownAnswer[] {
  return rows(asked, { view: 'fees', meeting }, 'lines').map((line) => ({
    kind: 'fees',
    meeting,
    ...optional('class', line['class']),
    of: text(line, 'fee'),
    who: text(line, 'person'),
    ...optional('car', line['car']),
    has: { cents: Number(line['cents']) },
    because: line.because,
  }));
}

/** What a season shows: its tables, the shares of funds, awards, and who sits out. */
export function seasonAnswers(asked: Asked, book: Rulebook, season: string): readonly ShownAnswer[] {
  return [...tablesOf(asked, book, season), ...sharesOf(asked, book, season), ...awardsOf(asked, season), ...suspensionsOf(asked)];
}

function tablesOf(asked: Asked, book: Rulebook, season: string): readonly ShownAnswer[] {
  return (book.season?.tables ?? []).flatMap(({ id, by }) => {
    const parts: readonly { readonly class?: string; readonly group?: string }[] =
      by === 'class' ? book.classes.map((each) => ({ class: each.id })) : [{}];
    return parts.flatMap((part) =>
      rows(asked, { view: 'standings', season, table: id, ...part }, 'rows').map((row): ShownAnswer => ({
        kind: 'standings',
        ...part,
        of: id,
        who: text(row, 'driver'),
        has: { place: Number(row['place']), points: Number(row['total']) },
        because: row.because,
      })),
    );
  });
}

function sharesOf(asked: Asked, book: Rulebook, season: string): readonly ShownAnswer[] {
  return [...(book.funds?.keys() ?? [])].flatMap((fund) =>
    rows(asked, { view: 'fund-shares', fund, season }, 'shares').map((row): ShownAnswer => ({
      kind: 'fund',
      of: fund,
      ...optional('class', row['class']),
      who: text(row, 'person'),
      has: { cents: Number(row['cents']) + Number(row['giftCents'] ?? 0) },
      because: row.because,
    })),
  );
}

function awardsOf(asked: Asked, season: string): readonly ShownAnswer[] {
  return rows(asked, { view: 'awards', season }, 'awards')
    .filter((row) => row['driver'] !== undefined)
    .map((row) => ({
      kind: 'award',
      ...optional('class', row['class']),
      of: text(row, 'name'),
      who: text(row, 'driver'),
      has: { ...(typeof row['place'] === 'number' ? { place: row['place'] } : {}), says: text(row, 'standing') },
      because: row.because,
    }));
}

function suspensionsOf(asked: Asked): readonly ShownAnswer[] {
  return rows(asked, { view: 'suspensions' }, 'suspensions').map((row) => ({
    kind: 'suspension',
    who: text(row, 'driver'),
    has: {
      says: [row['ever'] === true ? 'for good' : row['until'], row['served'], row['coming']]
        .map((each) => (Array.isArray(each) ? each.join(', ') : each))
        .filter(Boolean)
        .join('; '),
    },
    because: row.because,
  }));
}
