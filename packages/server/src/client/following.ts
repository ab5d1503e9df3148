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
/** A server says something every 15 seconds: where nothing is heard for so long the line is lost, whatever the network says. */
const SILENT_MS = 40_000;

export interface FollowingSettings {
  readonly fetch: typeof globalThis.fetch;
  readonly onLine?: ((up: boolean) => void) | undefined;
  /** How long a line may be silent before it is opened anew. */
  readonly silentMs?: number | undefined;
}

/**
 * The views that a program follows, over one line: browsers open few to a server, and more would hold up every command.
 *
 * The line is opened anew when a view is added, and when it was lost; each view goes on from what was seen of it last.
 */
export class Following {
  readonly #address: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #onLine: (up: boolean) => void;
  readonly #silentMs: number;
  readonly #views = new Map<string, Followed>();
  /** The questions of the line that is open, in their order. */
  #asked: readonly string[] = [];
  #line: AbortController | undefined;
  #due = false;
  #failed = 0;
  #closed = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string, { fetch, onLine = () => undefined, silentMs = SILENT_MS }: FollowingSettings) {
    this.#address = address;
    this.#fetch = fetch;
    this.#onLine = onLine;
    this.#silentMs = silentMs;
  }

  follow(question: string, tell: (seen: Seen<ViewName>) => void): () => void {
    const followed = this.#views.get(question) ?? { tell: new Set(), seen: undefined };
    this.#views.set(question, followed);
    followed.tell.add(tell);
    if (followed.seen) tell(followed.seen);
    this.#soon();
    // Nobody may look at it for a moment, as between two desks: it stays on the line, and is shown at once to who comes back.
    return () => {
      followed.tell.delete(tell);
      this.#soon();
    };
  }

  /** Opens the line anew, as when something else did not get through: a line may be dead long before anybody is told. */
  reopen(): void {
    this.#line?.abort();
    this.#line = undefined;
    this.#soon();
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
    const wanted = [...this.#views].flatMap(([question, { tell }]) => (tell.size > 0 ? [question] : []));
    if (this.#closed || (this.#line && wanted.every((each) => this.#asked.includes(each)) && wanted.length > 0)) return;
    this.#line?.abort();
    this.#line = undefined;
    for (const question of this.#views.keys()) if (!wanted.includes(question)) this.#views.delete(question);
    if (wanted.length > 0) void this.#open(wanted);
  }

  async #open(wanted: readonly string[]): Promise<void> {
    clearTimeout(this.#again);
    const line = new AbortController();
    this.#line = line;
    this.#asked = wanted;
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
    const reader = this.#heard(response.body).pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const [what, place] = (next.value.event ?? '').split('/');
      const followed = this.#views.get(wanted[Number(place)] ?? '');
      if (followed && !signal.aborted) told(followed, what ?? '', JSON.parse(next.value.data) as object);
    }
  }

  /** What comes over a line; it ends when the line is silent for too long. */
  #heard(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
    let silent: ReturnType<typeof setTimeout> | undefined;
    const listen = (controller: TransformStreamDefaultController<Uint8Array<ArrayBuffer>>): void => {
      clearTimeout(silent);
      silent = setTimeout(() => controller.terminate(), this.#silentMs);
    };
    return body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        start: listen,
        transform: (chunk, controller) => {
          listen(controller);
          controller.enqueue(chunk);
        },
        flush: () => clearTimeout(silent),
      }),
    );
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
