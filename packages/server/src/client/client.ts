import type { CommandKind } from '@racetower/engine';
import { approvalsClient, type ApprovalsClient } from './approvals.ts';
import { Following, type Seen } from './following.ts';
import { importsClient, type ImportsClient } from './imports.ts';
import { officeClient, type OfficeClient } from './office.ts';
import { followTiming } from './timing-live.ts';
import { rulebookClient, type RulebookClient } from './rulebook.ts';
import type { RosterAsked, RosterPlan } from './roster.ts';
import { timingClient, type TimingClient, type TimingHealth } from './timing.ts';
import {
  type AboutClub,
  type AboutMe,
  type Answer,
  type Given,
  type Previewed,
  type Problem,
  ProblemError,
  type SentCommand,
  UnreachableError,
  type ViewFields,
  type ViewName,
} from './words.ts';

export interface ClientSettings {
  /** Where the server is, as `http://127.0.0.1:8080`; left out: where the page came from. */
  readonly address?: string;
  readonly club: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Told when the line to the server is lost, and when it is back. */
  readonly onLine?: (up: boolean) => void;
  /** How long the line may be silent before it counts as lost; left out: a little longer than a server is ever silent. */
  readonly silentMs?: number;
}

export interface GiveOptions {
  /** The same command under the same key is on record once, however often it is sent. */
  readonly key?: string;
  /** Refuses the command as stale when the log went on since. */
  readonly expectedSeq?: number;
  /** How long it waited here; it is given as of then. */
  readonly heldMs?: number;
  /** What approvers signed for this command. */
  readonly approvals?: readonly string[];
  readonly signal?: AbortSignal;
}

/** What may be said with a question besides its fields. */
export interface AskOptions {
  /** As things stood after this fact. */
  readonly seq?: number;
  /** At an instant, or `now`, for clocks and deadlines. */
  readonly at?: string;
  readonly reasons?: boolean;
  readonly signal?: AbortSignal;
}

/** One club, for programs. Everything asked throws `ProblemError` with the problem, or `UnreachableError`. */
export interface Client {
  readonly club: string;
  readonly about: (signal?: AbortSignal) => Promise<AboutClub>;
  readonly me: (signal?: AbortSignal) => Promise<AboutMe>;
  readonly give: <K extends CommandKind>(command: SentCommand<K>, options?: GiveOptions) => Promise<Given>;
  readonly preview: <K extends CommandKind>(command: SentCommand<K>, options?: Omit<GiveOptions, 'key'>) => Promise<Previewed>;
  readonly ask: <V extends ViewName>(view: V, fields: ViewFields<V>, options?: AskOptions) => Promise<Answer<V>>;
  /** Tells what a view shows now and whenever it changes. All views followed share one line. @returns ends it */
  readonly follow: <V extends ViewName>(view: V, fields: ViewFields<V>, tell: (seen: Seen<V>) => void) => () => void;
  readonly approvals: ApprovalsClient;
  /** The timing gear of the club, for officials. */
  readonly timing: TimingClient;
  /** Result files of the club, for those who put finishes on record. */
  readonly imports: ImportsClient;
  /** Says what a list of members would change, line by line; nothing is put on record. */
  readonly roster: (asked: RosterAsked, signal?: AbortSignal) => Promise<RosterPlan>;
  /** People, programs that are told news, and the machine, for those who run the club. */
  readonly office: OfficeClient;
  /** Tells how the timing gear does, now and whenever it changes; nothing at a server without. @returns ends it */
  readonly followTiming: (tell: (health: TimingHealth) => void) => () => void;
  /** The rulebook's files, for those who work on them. */
  readonly rulebook: RulebookClient;
  /** Looks whether the line still holds, when something else did not get through. */
  readonly reopen: () => void;
  readonly close: () => void;
}

export function openClient({ address = '', club, fetch = globalThis.fetch.bind(globalThis), onLine, silentMs }: ClientSettings): Client {
  const base = `${address}/api/clubs/${encodeURIComponent(club)}`;
  const get = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
    (await answered(fetch, `${base}${path}`, signal ? { signal } : {})) as T;
  const send = async <T>(
    command: object,
    query: string,
    { key, expectedSeq, heldMs, approvals = [], signal }: GiveOptions = {},
  ): Promise<T> => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (key !== undefined) headers['idempotency-key'] = key;
    if (expectedSeq !== undefined) headers['expected-seq'] = String(expectedSeq);
    if (approvals.length > 0) headers['approvals'] = approvals.join(',');
    if (heldMs !== undefined) headers['held-for'] = String(Math.round(heldMs));
    const body = JSON.stringify(command);
    return (await answered(fetch, `${base}/commands${query}`, { method: 'POST', headers, body, ...(signal ? { signal } : {}) })) as T;
  };
  const following = new Following(`${base}/live`, { fetch, onLine, silentMs });
  return {
    club,
    about: (signal) => get('', signal),
    me: (signal) => get('/me', signal),
    give: (command, options) => send(command, '', options),
    preview: (command, options) => send(command, '?preview=yes', options),
    ask: async (view, fields, { seq, at, reasons, signal } = {}) => {
      const asked = questionOf(view, {
        ...fields,
        ...(seq === undefined ? {} : { seq: String(seq) }),
        ...(at === undefined ? {} : { at }),
        ...(reasons === false ? { because: 'no' } : {}),
      });
      return (await get<{ readonly answer: never }>(`/views/${asked}`, signal)).answer;
    },
    follow: (view, fields, tell) => following.follow(questionOf(view, fields), tell as (seen: Seen<ViewName>) => void),
    approvals: approvalsClient(base, fetch),
    timing: timingClient(async (method, path, body, signal) => {
      const sent = body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
      return (await answered(fetch, `${base}/timing${path}`, { method, ...sent, ...(signal ? { signal } : {}) })) as TimingHealth;
    }),
    imports: importsClient((query, init) => answered(fetch, `${base}/imports${query}`, init)),
    roster: async (list, signal) => {
      const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(list) };
      return (await answered(fetch, `${base}/roster`, { ...sent, ...(signal ? { signal } : {}) })) as RosterPlan;
    },
    office: officeClient((method, path, body, signal) => {
      const sent = body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
      return asked(fetch, `${base}${path}`, { method, ...sent, ...(signal ? { signal } : {}) });
    }),
    followTiming: (tell) => followTiming(`${base}/timing/live`, fetch, tell),
    rulebook: rulebookClient((path, init) => asked(fetch, `${base}${path}`, init)),
    reopen: () => following.reopen(),
    close: () => following.close(),
  };
}

/** A question as it stands in an address, its fields in order: the same question is always written the same. */
export function questionOf(view: string, fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  const query = new URLSearchParams(given.toSorted(([a], [b]) => (a < b ? -1 : 1))).toString();
  return query === '' ? view : `${view}?${query}`;
}

/** @throws ProblemError or UnreachableError */
async function asked(fetch: typeof globalThis.fetch, path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new UnreachableError(error);
  }
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return response;
}

/** @throws ProblemError or UnreachableError */
export async function answered(fetch: typeof globalThis.fetch, path: string, init: RequestInit = {}): Promise<unknown> {
  const response = await asked(fetch, path, init);
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch (error) {
    throw new UnreachableError(error);
  }
}

/** The problem of an answer; a proxy in between may answer without one. */
export async function problemOf(response: Response): Promise<Problem> {
  const said: unknown = await response.json().catch(() => undefined);
  if (typeof said === 'object' && said !== null && 'code' in said && 'detail' in said) return said as Problem;
  if (response.status >= 502) throw new UnreachableError(new Error(`answered ${response.status}`));
  return {
    type: 'about:blank',
    title: 'A problem',
    status: response.status as Problem['status'],
    detail: `the server answered ${response.status}`,
    code: 'unknown',
  };
}

/** Starts a session; browsers keep it as a cookie. @throws ProblemError when name and password do not fit */
export async function signIn(username: string, password: string, fetch = globalThis.fetch.bind(globalThis)): Promise<void> {
  await answered(fetch, '/api/auth/sign-in/username', posted({ username, password }));
}

export async function signOut(fetch = globalThis.fetch.bind(globalThis)): Promise<void> {
  await answered(fetch, '/api/auth/sign-out', posted({}));
}

const posted = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
