import type { Heard, Question, Questions, Sent, Texts } from './questions.ts';

interface Waiting {
  readonly tell: ((told: never) => void) | undefined;
  readonly answer: (answer: never) => void;
  readonly fail: (error: Error) => void;
}

/** Somebody stopped what was being worked out. */
export class Stopped extends Error {}

/** A worker that works on the rulebook; it is started when it is asked first, and stopped by ending it. */
export class Workshop {
  #worker: Worker | undefined;
  #texts: Texts = { texts: {}, editions: [] };
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();

  /** What is worked on from now on; only what changed is sent. */
  set(texts: Texts): void {
    const changed = Object.entries(texts.texts).filter(([path, text]) => this.#texts.texts[path] !== text);
    const editions = texts.editions.join() === this.#texts.editions.join() ? undefined : texts.editions;
    this.#texts = texts;
    if (this.#worker && (changed.length > 0 || editions))
      this.#send({ texts: { texts: Object.fromEntries(changed), editions: texts.editions } });
  }

  /** Asks; `tell` hears what is said on the way. @throws Stopped when it is stopped before it answers */
  async ask<Q extends Question>(
    question: Q,
    asked: Questions[Q]['asked'],
    tell?: (told: Questions[Q]['told']) => void,
  ): Promise<Questions[Q]['answer']> {
    const id = this.#next;
    this.#next += 1;
    if (!this.#worker) this.#start();
    const answered = new Promise<Questions[Q]['answer']>((resolve, reject) => {
      this.#waiting.set(id, { tell, answer: resolve, fail: reject });
    });
    this.#send({ id, question, asked });
    return answered;
  }

  /** Ends what is being worked out. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { fail } of this.#waiting.values()) fail(new Stopped('stopped'));
    this.#waiting.clear();
  }

  #start(): void {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Heard>) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      for (const { fail } of this.#waiting.values()) fail(new Error(event.message));
      this.#waiting.clear();
    });
    this.#worker = worker;
    this.#send({ texts: this.#texts });
  }

  #send(sent: Sent): void {
    this.#worker?.postMessage(sent);
  }

  #hear(heard: Heard): void {
    const waiting = this.#waiting.get(heard.id);
    if ('told' in heard) {
      waiting?.tell?.(heard.told as never);
      return;
    }
    this.#waiting.delete(heard.id);
    if ('broke' in heard) waiting?.fail(new Error(heard.broke));
    else waiting?.answer(heard.answer as never);
  }
}
