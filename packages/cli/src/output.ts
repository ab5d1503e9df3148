/** Where a command writes: answers to standard output, progress and errors to standard error. */
export interface Output {
  readonly line: (text: string) => void;
  readonly error: (text: string) => void;
  /** Replaces the progress line; shown only on a terminal and only after a second. */
  readonly progress: (text: string) => void;
}

const COLOURS = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', cyan: '36' } as const;

/** Colours a text when standard output is a terminal and nobody asked for none by `NO_COLOR`. */
export function paint(colour: keyof typeof COLOURS, text: string): string {
  const wanted = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  return wanted ? `\u001B[${COLOURS[colour]}m${text}\u001B[0m` : text;
}

/** Writes to the terminal. */
export function terminal(): Output {
  const started = performance.now();
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001B[K');
    shown = false;
  };
  return {
    line: (text) => {
      clear();
      process.stdout.write(`${text}\n`);
    },
    error: (text) => {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!process.stderr.isTTY || (performance.now() - started < 1000 && !shown)) return;
      clear();
      shown = text !== '';
      process.stderr.write(text);
    },
  };
}
