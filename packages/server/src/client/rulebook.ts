import type { AnyFact } from '@racetower/engine';
import type { PrivateKind } from '../access/private.ts';
import type { KeptChange, NotHere, ShelfFile, ShelfName } from '../rulebook/shelf.ts';

export type { KeptChange, ShelfFile, ShelfName } from '../rulebook/shelf.ts';

/** The files of a club's rulebook. */
export interface RulebookFiles {
  readonly files: readonly ShelfFile[];
  /** The day at the club. */
  readonly today: string;
  /** Why nothing can be saved here. */
  readonly notHere?: NotHere;
}

export interface RulebookSaved {
  readonly path: string;
  readonly etag: string;
  readonly seq: number;
}

/** The log, as far as whoever asks may read it. */
export interface ClubFacts {
  readonly seq: number;
  readonly facts: readonly AnyFact[];
  /** Private words of these kinds are left out. */
  readonly left: readonly PrivateKind[];
}

export interface SavingFile {
  readonly shelf: ShelfName;
  readonly name: string;
  /** The text that was changed; left out: the file is new. */
  readonly etag?: string | undefined;
  readonly text: string;
  readonly why?: string;
}

/** Sends a request; `path` is behind the club. */
export type AskRaw = (path: string, init: RequestInit) => Promise<Response>;

/** The rulebook of a club, for those who work on it. Everything asked throws as that of the client does. */
export interface RulebookClient {
  readonly files: (signal?: AbortSignal) => Promise<RulebookFiles>;
  readonly save: (file: SavingFile) => Promise<RulebookSaved>;
  readonly remove: (file: { readonly shelf: ShelfName; readonly name: string; readonly etag: string }) => Promise<void>;
  /** What was saved, the latest first. */
  readonly changes: (signal?: AbortSignal) => Promise<readonly KeptChange[]>;
  readonly older: (version: string, signal?: AbortSignal) => Promise<string>;
  /** @param told how many facts came so far, and of how many */
  readonly facts: (told?: (come: number, of: number) => void, signal?: AbortSignal) => Promise<ClubFacts>;
}

export function rulebookClient(ask: AskRaw): RulebookClient {
  const get = async <T>(path: string, signal?: AbortSignal): Promise<T> => (await (await ask(path, signal ? { signal } : {})).json()) as T;
  const at = (shelf: ShelfName, name: string): string => `/rulebook/${shelf}/${encodeURIComponent(name)}`;
  return {
    files: (signal) => get('/rulebook', signal),
    save: async ({ shelf, name, etag, text, why }) => {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (etag === undefined) headers['if-none-match'] = '*';
      else headers['if-match'] = `"${etag}"`;
      const body = JSON.stringify({ text, ...(why === undefined ? {} : { why }) });
      return (await (await ask(at(shelf, name), { method: 'PUT', headers, body })).json()) as RulebookSaved;
    },
    remove: async ({ shelf, name, etag }) => {
      await ask(at(shelf, name), { method: 'DELETE', headers: { 'if-match': `"${etag}"` } });
    },
    changes: async (signal) => (await get<{ readonly changes: readonly KeptChange[] }>('/rulebook/older', signal)).changes,
    older: async (version, signal) => (await get<{ readonly text: string }>(`/rulebook/older/${encodeURIComponent(version)}`, signal)).text,
    facts: async (told, signal) => readFacts(await ask('/facts', signal ? { signal } : {}), told),
  };
}

async function readFacts(response: Response, told: (come: number, of: number) => void = () => undefined): Promise<ClubFacts> {
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  const facts: AnyFact[] = [];
  let head: { readonly seq: number; readonly facts: number; readonly left: readonly PrivateKind[] } | undefined;
  let rest = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (rest + next.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines)
      if (head) facts.push(JSON.parse(line) as AnyFact);
      else head = JSON.parse(line) as typeof head;
    told(facts.length, head?.facts ?? 0);
  }
  // Cut off in the middle, a season would come out as another one.
  if (!head || facts.length !== head.facts) throw new TypeError('the log broke off');
  return { seq: head.seq, facts, left: head.left };
}
