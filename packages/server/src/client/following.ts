import { EventSourceParserStream } from 'eventsource-parser/stream';
import { applyPatch, type Operation } from 'rfc6902';
import { problemOf } from './client.ts';
import { type Answer, type Problem, ProblemError, type ViewName } from './words.ts';

/** What a view that is followed shows: its answer, or why there is none. */
export type Seen<V extends ViewName> =
  | { readonly ok: true; readonly seq: number; readonly answer: Answer<V> }
  | { readonly ok: false; readonly seq: number; readonly problem: Problem };

interface Followed {
  readonly tell: Set<(seen: Seen<ViewName>) => void>;
  seen: Seen<ViewName> | undefined;
}

const AGAIN_AFTER_MS = [250, 500, 1000, 2000, 4000];

/**
 * The views that a program follows, over one line: browsers open few to a server, and more would hold up every command.
 *
 * The line is opened anew when a view is added, and when it was lost; each view goes on from what was seen of it last.
 */
export class Following {
  readonly #address: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #onLine: (up: boolean) => void;
  readonly #views = new Map<string, Followed>();
  /** What the line that is open carries. A view that was let go and is followed anew is carried by the next line: it has seen nothing yet. */
  #carried: ReadonlySet<Followed> = new Set();
  #line: AbortController | undefined;
  #due = false;
  #failed = 0;
  #closed = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string, fetch: typeof globalThis.fetch, onLine: (up: boolean) => void = () => undefined) {
    this.#address = address;
    this.#fetch = fetch;
    this.#onLine = onLine;
  }

  follow(question: string, tell: (seen: Seen<ViewName>) => void): () => void {
    const followed = this.#views.get(question) ?? { tell: new Set(), seen: undefined };
    this.#views.set(question, followed);
    followed.tell.add(tell);
    if (followed.seen) tell(followed.seen);
    this.#soon();
    return () => {
      followed.tell.delete(tell);
      if (followed.tell.size === 0 && this.#views.get(question) === followed) this.#views.delete(question);
      this.#soon();
    };
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#line?.abort();
  }

  /** Views that come and go at once change the line once. */
  #soon(): void {
    if (this.#due || this.#closed) return;
    this.#due = true;
    setTimeout(() => {
      this.#due = false;
      this.#look();
    });
  }

  #look(): void {
    const wanted = [...this.#views.keys()];
    const carried = [...this.#views.values()].every((each) => this.#carried.has(each));
    if (this.#closed || (this.#line && carried && wanted.length > 0)) return;
    this.#line?.abort();
    this.#line = undefined;
    if (wanted.length > 0) void this.#open(wanted);
  }

  async #open(wanted: readonly string[]): Promise<void> {
    clearTimeout(this.#again);
    const line = new AbortController();
    this.#line = line;
    this.#carried = new Set(this.#views.values());
    try {
      await this.#read(wanted, line.signal);
    } catch (error) {
      if (line.signal.aborted) return;
      if (error instanceof ProblemError && error.problem.status < 500) this.#tellAll(wanted, error.problem);
    }
    if (line.signal.aborted) return;
    this.#line = undefined;
    this.#onLine(false);
    this.#again = setTimeout(() => this.#look(), AGAIN_AFTER_MS[Math.min(this.#failed, AGAIN_AFTER_MS.length - 1)]);
    this.#failed += 1;
  }

  /** Reads until the line ends. */
  async #read(wanted: readonly string[], signal: AbortSignal): Promise<void> {
    const asks = wanted.map((question): [string, string] => {
      const seen = this.#views.get(question)?.seen;
      return ['ask', seen?.ok === true ? `${seen.seq} ${question}` : question];
    });
    const response = await this.#fetch(`${this.#address}?${new URLSearchParams(asks).toString()}`, { signal, credentials: 'same-origin' });
    if (!response.ok || !response.body) throw new ProblemError(await problemOf(response));
    this.#failed = 0;
    this.#onLine(true);
    const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    const reader = events.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const [what, place] = (next.value.event ?? '').split('/');
      const followed = this.#views.get(wanted[Number(place)] ?? '');
      if (followed && this.#carried.has(followed) && !signal.aborted) told(followed, what ?? '', JSON.parse(next.value.data) as object);
    }
  }

  #tellAll(wanted: readonly string[], problem: Problem): void {
    for (const question of wanted) {
      const followed = this.#views.get(question);
      if (followed) show(followed, { ok: false, seq: followed.seen?.seq ?? 0, problem });
    }
  }
}

function told(followed: Followed, event: string, said: object): void {
  if (event === 'snapshot') {
    const { seq, answer } = said as { readonly seq: number; readonly answer: never };
    show(followed, { ok: true, seq, answer });
  } else if (event === 'problem') {
    const problem = said as Problem;
    show(followed, { ok: false, seq: problem.seq ?? 0, problem });
  } else if (event === 'patch' && followed.seen?.ok === true) {
    const { seq, patch } = said as { readonly seq: number; readonly patch: Operation[] };
    // What was seen stays as it is: whoever shows it compares the old with the new.
    const answer = structuredClone(followed.seen.answer);
    applyPatch(answer, patch);
    show(followed, { ok: true, seq, answer });
  }
}

function show(followed: Followed, seen: Seen<ViewName>): void {
  followed.seen = seen;
  for (const tell of followed.tell) tell(seen);
}
