/** A connection to timing gear: a socket, a serial line, a capture, a simulated decoder. */
export interface Wire {
  readonly send: (bytes: Uint8Array) => void;
  /** Ends it; `closed` is not told for this. */
  readonly close: () => void;
}

/** Is told what happens on a wire. */
export interface WireListener {
  readonly opened: () => void;
  readonly received: (bytes: Uint8Array) => void;
  /** It broke off or could not be opened. */
  readonly closed: (why: string) => void;
}

/** Opens a wire. It tells nothing before it has returned. */
export type Dial = (listener: WireListener) => Wire;
