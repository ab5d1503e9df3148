import type { AnyFact, NewFact } from '@racetower/engine';

/** Who asked for an append, so that the same one asked again makes no fact twice. */
export interface AppendRequest {
  /** Chosen by whoever asks, the same when it is asked again. */
  readonly key: string;
  /** Tells one request from another under the same key, as a digest of what was asked. */
  readonly digest: string;
}

export type Appended =
  | { readonly ok: true; readonly facts: readonly AnyFact[] }
  | { readonly ok: false; readonly code: 'seq-taken'; readonly seq: number }
  /** The request was answered before, with these facts; `digest` is that of the one answered. */
  | ({ readonly ok: false; readonly code: 'repeated' } & Answered);

/** What a request was answered with. */
export interface Answered {
  readonly digest: string;
  readonly facts: readonly AnyFact[];
}

/** What `verify` found: how many facts are chained, and the first that is not as it was written. */
export interface Verified {
  readonly ok: boolean;
  readonly facts: number;
  readonly digest: string;
  readonly problem?: { readonly seq: number; readonly says: string };
}

/** The append-only log of one club, whatever stores it. A fact that `append` gave back is on disk. */
export interface FactLog {
  readonly club: string;
  /** Number of the last fact; 0 when empty. */
  seq(): Promise<number>;
  /** Hash of the last fact. */
  digest(): Promise<string>;
  /**
   * Appends facts decided at `expectedSeq`, all or none, and with them the request that they answer; `repeated` when that
   * was answered before, `seq-taken` when another writer was first.
   */
  append(facts: readonly NewFact[], expectedSeq: number, request?: AppendRequest): Promise<Appended>;
  /** What a request with this key was answered with, also before a restart. */
  answered(key: string): Promise<Answered | undefined>;
  /** Facts after `after`, oldest first. */
  read(after?: number, limit?: number): Promise<readonly AnyFact[]>;
  /** Facts after `after`, and then each as it is appended, here or by another process, until `signal` aborts. */
  follow(after?: number, signal?: AbortSignal): AsyncIterable<AnyFact>;
  /** Walks the whole chain. */
  verify(): Promise<Verified>;
  /** Copies the log to a new file while it is in use. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
