/** Bytes of changes that may wait for a reader before it is let go. What it came for does not count: a season's books are longer. */
export const WAITING_LIMIT = 1024 * 1024;

const encoder = new TextEncoder();

/** Somebody who reads live: what is told is queued, and a reader that does not take it is let go without holding up others. */
export class Reader {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #gone: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #cameFor = 0;

  /** @param gone called once, when the reader leaves or is let go */
  constructor(gone: (reader: Reader) => void) {
    this.#gone = () => {
      if (this.#controller === undefined) return;
      this.#controller = undefined;
      gone(this);
    };
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: () => this.#gone(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: WAITING_LIMIT }),
    );
  }

  /** Whether somebody still reads. */
  get open(): boolean {
    return this.#controller !== undefined;
  }

  /** @param first it is what somebody came for, not a change of it */
  tell(text: string, first = false): void {
    const controller = this.#controller;
    if (!controller) return;
    const bytes = encoder.encode(text);
    if (first) this.#cameFor += bytes.length;
    controller.enqueue(bytes);
    if ((controller.desiredSize ?? 0) + this.#cameFor > 0) return;
    this.#gone();
    controller.error(new Error('the reader was too slow'));
  }

  /** Ends the stream after what is queued. */
  end(): void {
    const controller = this.#controller;
    this.#gone();
    controller?.close();
  }
}

/** An event of a stream as it is written, by the standard of server-sent events. */
export function eventText(event: string, data: unknown, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A comment that keeps the line open. */
export const HEARTBEAT = ': still here\n\n';
