import type { ImportAnswer } from '../import/shown.ts';

/** A result file to be brought on record, with what was decided about it. */
export interface ImportRequested {
  /** What the file is called. */
  readonly name: string;
  /** The file as it is, in base64. */
  readonly content: string;
  readonly by?: string;
  readonly meeting?: string;
  readonly kind?: string;
  readonly season?: string;
  readonly sessions?: readonly string[];
  /** Number at the service to the member that it is. */
  readonly as?: Readonly<Record<string, string>>;
  readonly leaveOut?: readonly string[];
  readonly register?: readonly string[] | 'everybody';
  readonly replace?: boolean;
}

/** How result files are read at a club, and those that were. */
export interface AboutImports {
  /** None: its rulebook does not say how. */
  readonly reads?: {
    readonly sessions: readonly { readonly there: string; readonly here: string }[];
    readonly statuses: readonly { readonly there: string; readonly here: string }[];
    readonly member: string;
    readonly clauses: readonly string[];
  };
  /** Kinds of meeting, for a file whose meeting is not on the calendar. */
  readonly kinds: readonly string[];
  readonly members: readonly { readonly name: string; readonly number?: string }[];
  readonly imported: readonly {
    readonly meeting: string;
    readonly race: string;
    readonly at: string;
    readonly by: string;
    readonly source: string;
    readonly cars: number;
  }[];
}

/** The result files of a club. */
export interface ImportsClient {
  readonly about: (signal?: AbortSignal) => Promise<AboutImports>;
  /** Says what a file would come to; drivers whom nobody knows are told of. */
  readonly preview: (request: ImportRequested, signal?: AbortSignal) => Promise<ImportAnswer>;
  /** Brings a file on record, once under one key. */
  readonly keep: (request: ImportRequested, key: string) => Promise<ImportAnswer>;
}

type Asks = (query: string, init?: RequestInit) => Promise<unknown>;

export function importsClient(ask: Asks): ImportsClient {
  const send = async (request: ImportRequested, query: string, more: { readonly key?: string; readonly signal?: AbortSignal }) =>
    (await ask(query, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(more.key === undefined ? {} : { 'idempotency-key': more.key }) },
      body: JSON.stringify(request),
      ...(more.signal ? { signal: more.signal } : {}),
    })) as ImportAnswer;
  return {
    about: async (signal) => (await ask('', signal ? { signal } : {})) as AboutImports,
    preview: (request, signal) => send(request, '?preview=yes', signal ? { signal } : {}),
    keep: (request, key) => send(request, '', { key }),
  };
}
