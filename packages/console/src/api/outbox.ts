import { type Client, type Given, type Problem, ProblemError, type SentCommand, UnreachableError } from '@racetower/server/client';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A call on its way to the server. Under its key it goes on record once, however often it is sent. */
export interface Call {
  readonly key: string;
  readonly club: string;
  /** Who made it: it is sent in the name of nobody else. */
  readonly of: string;
  readonly command: SentCommand;
  /** What it is called on the screen. */
  readonly says: string;
  /** What approvers signed for it. */
  readonly approvals?: readonly string[];
  /** When it was made here, milliseconds since 1970. */
  readonly madeAt: number;
}

/** What a call came to. */
export type Came =
  | { readonly is: 'done'; readonly given: Given }
  /** `waited`: it was made while the server was away, and the race went on without it. */
  | { readonly is: 'refused'; readonly problem: Problem; readonly waited: boolean };

interface Stored extends DBSchema {
  readonly calls: { key: string; value: Call; indexes: { club: string } };
}

const openStore = (): Promise<IDBPDatabase<Stored>> =>
  openDB<Stored>('racetower', 1, {
    upgrade: (db) => db.createObjectStore('calls', { keyPath: 'key' }).createIndex('club', 'club'),
  });

const AGAIN_AFTER_MS = 1500;
const AT_ONCE_MS = 1000;
const A_DAY_MS = 86_400_000;

export interface OutboxSettings {
  readonly client: Client;
  /** Who is here, as calls are kept by. */
  readonly of: string;
  /** Told what calls came to that were made on a page that is gone, or in another window. */
  readonly late: (call: Call, came: Came) => void;
  /** Told when whoever is here is not signed in any more: calls wait until they are. */
  readonly signedOut: () => void;
}

/**
 * Sends calls in the order in which they were made. A call is kept in the browser until it is answered: when the network is
 * away, or the page is closed, it waits and is sent later. Calls of somebody else wait for them.
 */
export class Outbox {
  readonly #settings: OutboxSettings;
  readonly #store: Promise<IDBPDatabase<Stored> | undefined>;
  readonly #settle = new Map<string, (came: Came) => void>();
  readonly #watchers = new Set<() => void>();
  #calls: readonly Call[] = [];
  #others: readonly Call[] = [];
  #stuck = false;
  #sending = false;
  #closed = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: OutboxSettings) {
    this.#settings = settings;
    // A browser that keeps nothing, as in a private window, still sends.
    this.#store = openStore().catch(() => undefined);
    void this.#load();
  }

  /** Calls that are not answered yet, oldest first. */
  get calls(): readonly Call[] {
    return this.#calls;
  }

  /** Calls of others who were here, which wait until they sign in. */
  get others(): readonly Call[] {
    return this.#others;
  }

  /** The last try did not reach the server. */
  get stuck(): boolean {
    return this.#stuck;
  }

  watch(told: () => void): () => void {
    this.#watchers.add(told);
    return () => this.#watchers.delete(told);
  }

  /** Puts a call on its way. @returns what it came to, when it did */
  async send(command: SentCommand, says: string, approvals: readonly string[] = []): Promise<Came> {
    const { client, of } = this.#settings;
    const signed = approvals.length === 0 ? {} : { approvals };
    const call: Call = { key: newKey(), club: client.club, of, command, says, madeAt: Date.now(), ...signed };
    this.#change([...this.#calls, call]);
    const came = new Promise<Came>((resolve) => this.#settle.set(call.key, resolve));
    await this.#keep(call);
    void this.#sendAll();
    return came;
  }

  /** Tries again at once, as when the network is back; also what another window has left behind. */
  retry(): void {
    clearTimeout(this.#again);
    void this.#load();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    void this.#store.then((store) => store?.close());
  }

  async #load(): Promise<void> {
    const { of } = this.#settings;
    const store = await this.#store;
    const kept = (await store?.getAllFromIndex('calls', 'club', this.#settings.client.club).catch(() => [])) ?? [];
    const mine = kept.filter((call) => call.of === of && !this.#calls.some((each) => each.key === call.key));
    this.#others = kept.filter((call) => call.of !== of);
    this.#change([...mine, ...this.#calls].toSorted((a, b) => a.madeAt - b.madeAt));
    void this.#sendAll();
  }

  async #keep(call: Call): Promise<void> {
    const store = await this.#store;
    await store?.put('calls', call).catch(() => undefined);
  }

  async #sendAll(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let [call] = this.#calls; call && !this.#closed; [call] = this.#calls) await this.#sendOne(call);
      this.#isStuck(false);
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      this.#isStuck(true);
      if (!this.#closed) this.#again = setTimeout(() => void this.#sendAll(), AGAIN_AFTER_MS);
    } finally {
      this.#sending = false;
    }
  }

  /** @throws UnreachableError when it has to wait */
  async #sendOne(call: Call): Promise<void> {
    const held = heldFor(call);
    const came = await this.#settings.client
      .give(call.command, { key: call.key, ...held, ...(call.approvals ? { approvals: call.approvals } : {}) })
      .then((given): Came => ({ is: 'done', given }))
      .catch((error: unknown): Came => {
        if (!(error instanceof ProblemError)) throw error;
        const { problem } = error;
        if (problem.status === 401) this.#settings.signedOut();
        if (problem.status === 401 || problem.status === 503) throw new UnreachableError(error);
        return { is: 'refused', problem, waited: held.heldMs !== undefined };
      });
    const store = await this.#store;
    await store?.delete('calls', call.key).catch(() => undefined);
    this.#change(this.#calls.filter((each) => each.key !== call.key));
    const settle = this.#settle.get(call.key);
    this.#settle.delete(call.key);
    if (settle) settle(came);
    else this.#settings.late(call, came);
  }

  #isStuck(stuck: boolean): void {
    if (this.#stuck === stuck) return;
    this.#stuck = stuck;
    if (stuck) this.#settings.client.reopen();
    this.#change([...this.#calls]);
  }

  #change(calls: readonly Call[]): void {
    this.#calls = calls;
    for (const told of this.#watchers) told();
  }
}

/** A call that was sent at once was made when it comes; one that had to wait, before. */
function heldFor({ madeAt }: Call): { readonly heldMs?: number } {
  const heldMs = Date.now() - madeAt;
  return heldMs < AT_ONCE_MS ? {} : { heldMs: Math.min(heldMs, A_DAY_MS) };
}

/** A key nobody else makes; the tower's network has no certificate, so that browsers do not offer theirs. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
