import type { AnyFact, NewFact } from '@racetower/engine';
import type { Row } from './codecs.ts';

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
  | ({ readonly ok: false; readonly code: 'repeated' } & Answered)
  /** The log follows another one, where its facts are made. */
  | { readonly ok: false; readonly code: 'follows'; readonly writer: string };

/** What a request was answered with. */
export interface Answered {
  readonly digest: string;
  readonly facts: readonly AnyFact[];
}

/** A request as it was answered: with so many facts after a number. */
export interface AnsweredRequest extends AppendRequest {
  readonly after: number;
  readonly facts: number;
}

/** The end of a log: number and hash of its last fact. */
export interface Tail {
  readonly seq: number;
  readonly hash: string;
}

/** The writer that a log follows, and the instant since which it does. */
export interface Following {
  readonly writer: string;
  readonly since: string;
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
  tail(): Promise<Tail>;
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
  /** Facts after `after` as they are stored, for another log to `take`. */
  rows(after?: number, limit?: number): Promise<readonly Row[]>;
  /**
   * Takes facts over as another log stored them, all or none; those that are here already are passed over.
   * @returns the end of the log afterwards
   * @throws LogError `gap` when facts before them are missing, `forked` when other facts stand here, `chain` when their chain is broken
   */
  take(rows: readonly Row[]): Promise<Tail>;
  /** The requests that were answered, by key, for another log to keep; from those after a key, so many at most. */
  requests(afterKey?: string, limit?: number): Promise<readonly AnsweredRequest[]>;
  /** Keeps requests that another log answered. */
  keepRequests(requests: readonly AnsweredRequest[]): Promise<void>;
  /** The writer that this log follows; nothing when facts are made here. */
  following(): Promise<Following | undefined>;
  /** Follows a writer from now on: nothing is appended here. Without one facts are made here again. */
  setFollowing(writer: string | undefined): Promise<void>;
  /** Copies the log to a new file while it is in use. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
