import type { Output } from '../output.ts';

/** An output that keeps what was written. */
export function captured(): Output & { readonly text: () => string; readonly errors: () => string } {
  const lines: string[] = [];
  const errors: string[] = [];
  return {
    line: (text) => void lines.push(text),
    error: (text) => void errors.push(text),
    progress: () => undefined,
    text: () => lines.join('\n'),
    errors: () => errors.join('\n'),
  };
}
