import { type AnyFact, FACT_KINDS, type FactKind } from '@racetower/engine';
import { LogError } from './log-error.ts';

/** How the body of one kind of fact is written now, and how bodies of earlier versions become today's. */
export interface Codec {
  readonly version: number;
  /** `upcasters[n]` turns a body of version n into one of version n + 1. */
  readonly upcasters: Readonly<Record<number, (body: Body) => Body>>;
  /** Fields that every body of this kind has. */
  readonly fields: readonly string[];
}

export type Body = Readonly<Record<string, unknown>>;

const FIELDS: { readonly [K in FactKind]: readonly string[] } = {
  'season-opened': ['starts'],
  'meeting-scheduled': ['date', 'kind'],
  'meeting-opened': ['date', 'kind'],
  'meeting-closed': [],
  'meeting-cancelled': ['why'],
  'value-set': ['value', 'to', 'of'],
  'person-registered': ['person', 'details'],
  'car-registered': ['class', 'car', 'person', 'details'],
  'car-signed-in': ['class', 'driver', 'car', 'details'],
  'entry-withdrawn': ['class', 'car'],
  'draw-made': ['draw', 'result', 'how'],
  'seed-committed': ['hash'],
  'seed-revealed': ['seed'],
  'classes-combined': ['classes', 'rule', 'approvals', 'consents'],
  'line-up-posted': ['order'],
  'line-up-changed': ['order', 'why'],
  'car-scratched': ['car'],
  'flag-shown': ['flag', 'cars'],
  'lap-scored': ['lap', 'order', 'lapped'],
  'order-seen': ['order'],
  'passing-read': ['timeUs'],
  'transponder-assigned': ['class', 'car', 'transponder'],
  'sheet-kept': ['scorer', 'order', 'laps'],
  'reading-let-stand': ['what', 'why'],
  'race-finished': ['order', 'statuses', 'laps'],
  'times-recorded': ['car', 'timesUs'],
  'moment-marked': ['name', 'fields', 'approvals'],
  'record-made': ['name', 'fields', 'approvals'],
  'call-proposed': ['name', 'fields', 'approvals'],
  'call-made': ['name', 'fields', 'approvals'],
  'case-filed': ['id', 'rule', 'filer', 'fields', 'paidCents'],
  'case-ruled': ['id', 'outcome', 'fields'],
  'payment-made': ['person', 'cents', 'for'],
  'money-received': ['to', 'cents'],
  'money-paid-out': ['person', 'cents'],
  'money-transferred': ['from', 'to', 'cents', 'why'],
  'night-closed-out': ['countedCents', 'bookCents', 'approvals'],
  'step-ticked': ['step'],
  'order-posted': ['class', 'name', 'order'],
  'scores-posted': ['class', 'name', 'scores'],
  'points-carried': ['class', 'points'],
  'result-made-official': [],
  'fact-voided': ['fact', 'why'],
  'fact-restored': ['fact', 'why'],
  'fact-corrected': ['fact', 'body', 'why'],
};

/** The codec of every kind of fact that this version knows. */
export const CODECS: ReadonlyMap<string, Codec> = new Map(
  FACT_KINDS.map((kind) => [kind, { version: 1, upcasters: {}, fields: FIELDS[kind] }]),
);

/** A row of the log as it stands in the store. */
export interface Row {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly kind: string;
  readonly version: number;
  readonly season: string | null;
  readonly meeting: string | null;
  readonly race: string | null;
  readonly body: string;
  readonly hash: string;
}

/**
 * Reads a row as a fact of today.
 * @throws LogError `newer-version` for a kind or version that this program does not know, `broken` for a body that is not one
 */
export function decode(club: string, row: Row, codecs: ReadonlyMap<string, Codec> = CODECS): AnyFact {
  const codec = codecs.get(row.kind);
  if (!codec || row.version > codec.version)
    throw new LogError(
      'newer-version',
      `fact ${row.seq} is "${row.kind}" version ${row.version}, made by a newer version of Racetower; update the program to write to this log`,
      row.seq,
    );
  let body = parse(row);
  for (let version = row.version; version < codec.version; version += 1) body = codec.upcasters[version]?.(body) ?? body;
  const missing = codec.fields.find((field) => body[field] === undefined);
  if (missing !== undefined) throw new LogError('broken', `fact ${row.seq} (${row.kind}) has no ${missing}`, row.seq);
  return {
    club,
    seq: row.seq,
    at: row.at,
    by: row.by,
    kind: row.kind,
    ...(row.season === null ? {} : { season: row.season }),
    ...(row.meeting === null ? {} : { meeting: row.meeting }),
    ...(row.race === null ? {} : { race: row.race }),
    body,
  } as unknown as AnyFact;
}

function parse(row: Row): Body {
  try {
    const body: unknown = JSON.parse(row.body);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body;
  } catch {
    // Falls through: what cannot be parsed is as broken as what is no map.
  }
  throw new LogError('broken', `the body of fact ${row.seq} (${row.kind}) cannot be read`, row.seq);
}
