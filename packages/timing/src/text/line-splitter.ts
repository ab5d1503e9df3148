/** A line of a stream, without its end. */
export interface Line {
  readonly text: string;
  /** With its end. */
  readonly bytes: number;
  readonly at: number;
  /** It has no end: the stream stopped in it, or it is longer than any line can be. */
  readonly broken?: 'cut-short' | 'too-long';
}

const LINE_FEED = 0x0a;
const MOST_BYTES = 4096;

/** Cuts a stream into lines, however it comes: CR LF or LF, several in a read or one in several. */
export class LineSplitter {
  #pending: Uint8Array = new Uint8Array();
  #at = 0;

  feed(bytes: Uint8Array): readonly Line[] {
    const all = this.#pending.length === 0 ? bytes : joined(this.#pending, bytes);
    const lines: Line[] = [];
    let from = 0;
    for (let end = all.indexOf(LINE_FEED, from); end !== -1; end = all.indexOf(LINE_FEED, from)) {
      lines.push(this.#line(all.subarray(from, end + 1)));
      from = end + 1;
    }
    this.#pending = all.slice(from);
    if (this.#pending.length > MOST_BYTES) lines.push(...this.#broken('too-long'));
    return lines;
  }

  /** The stream stopped. */
  end(): readonly Line[] {
    return this.#broken('cut-short');
  }

  #broken(broken: 'cut-short' | 'too-long'): readonly Line[] {
    const rest = this.#pending;
    this.#pending = new Uint8Array();
    return rest.length === 0 ? [] : [{ ...this.#line(rest), broken }];
  }

  #line(bytes: Uint8Array): Line {
    const at = this.#at;
    this.#at += bytes.length;
    return { text: textOf(bytes).replace(/\r*\n$/, ''), bytes: bytes.length, at };
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const WESTERN = new TextDecoder('windows-1252');

/** Reads UTF-8, and what is none as the older Western code page. */
export function textOf(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return WESTERN.decode(bytes);
  }
}
