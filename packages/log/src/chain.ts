import type { AnyFact, NewFact } from '@racetower/engine';
import { CHAIN_START, chainHash } from './canonical.ts';
import { CODECS, decode, type Row } from './codecs.ts';
import type { Tail, Verified } from './log.ts';
import { LogError } from './log-error.ts';

/** The end of a log without facts. */
export const EMPTY: Tail = { seq: 0, hash: CHAIN_START };

/** A fact and the row that stores it. */
export interface Chained {
  readonly fact: AnyFact;
  readonly row: Row;
}

/** Numbers new facts after the end of a log and chains each to the one before. */
export function chain(club: string, tail: Tail, facts: readonly NewFact[]): readonly Chained[] {
  let { seq, hash } = tail;
  return facts.map((made) => {
    seq += 1;
    const fact = { club, seq, ...made } as AnyFact;
    const version = CODECS.get(fact.kind)?.version ?? 1;
    hash = chainHash(hash, { ...fact, version });
    const { at, by, kind, season, meeting, race } = fact;
    const row: Row = {
      seq,
      at,
      by,
      kind,
      version,
      season: season ?? null,
      meeting: meeting ?? null,
      race: race ?? null,
      body: JSON.stringify(fact.body),
      hash,
    };
    return { fact, row };
  });
}

/** The facts of rows that follow each other. @throws LogError `gap` naming the first that is missing */
export function factsOf(club: string, after: number, rows: readonly Row[]): readonly AnyFact[] {
  return rows.map((row, index) => {
    const due = after + index + 1;
    if (row.seq !== due) throw new LogError('gap', `fact ${due} is missing`, due);
    return decode(club, row);
  });
}

/** Says what is wrong with a row after the end of a log; nothing when it is chained to it. */
function faultOf(club: string, tail: Tail, row: Row): string | undefined {
  if (row.seq !== tail.seq + 1) return `fact ${tail.seq + 1} is missing`;
  return chainHash(tail.hash, asWritten(club, row)) === row.hash ? undefined : `fact ${row.seq} is not as it was written`;
}

/** Walks a chain, a batch of rows at a time. */
export async function verifyRows(club: string, batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>): Promise<Verified> {
  let tail = EMPTY;
  for await (const rows of batches)
    for (const row of rows) {
      const fault = faultOf(club, tail, row);
      if (fault !== undefined) return { ok: false, facts: tail.seq, digest: tail.hash, problem: { seq: tail.seq + 1, says: fault } };
      tail = row;
    }
  return { ok: true, facts: tail.seq, digest: tail.hash };
}

/**
 * Tells which rows of another log are new here.
 *
 * @param known the hashes of the facts that are here, by their numbers, as far as the rows overlap them
 * @throws LogError `gap`, `forked` or `chain`, naming the fact
 */
export function newRows(club: string, tail: Tail, rows: readonly Row[], known: ReadonlyMap<number, string>): readonly Row[] {
  const fresh = rows.filter((row) => row.seq > tail.seq);
  const other = rows.find((row) => row.seq <= tail.seq && known.get(row.seq) !== row.hash);
  if (other) throw new LogError('forked', `another fact ${other.seq} stands here: two logs of ${club} went different ways`, other.seq);
  let end = tail;
  for (const row of fresh) {
    const fault = faultOf(club, end, row);
    if (fault !== undefined) throw new LogError(row.seq === end.seq + 1 ? 'chain' : 'gap', fault, end.seq + 1);
    decode(club, row);
    end = row;
  }
  return fresh;
}

/** The fact of a row as it was hashed; a body that is no JSON hashes as its text, and so never matches. */
function asWritten(club: string, row: Row): object {
  const fields = {
    club,
    seq: row.seq,
    at: row.at,
    by: row.by,
    kind: row.kind,
    version: row.version,
    ...(row.season === null ? {} : { season: row.season }),
    ...(row.meeting === null ? {} : { meeting: row.meeting }),
    ...(row.race === null ? {} : { race: row.race }),
  };
  try {
    return { ...fields, body: JSON.parse(row.body) as unknown };
  } catch {
    return { ...fields, body: row.body };
  }
}
