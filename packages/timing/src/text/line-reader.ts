import type { Heard, HeardLoss, Reader } from '../heard.ts';
import { type Line, LineSplitter } from './line-splitter.ts';

/** What a line is when it is of no use: why, in words. */
export interface BadLine {
  readonly bad: string;
  readonly says: string;
}

/**
 * Makes a reader of a protocol of lines.
 *
 * @param read what a whole line says; nothing for a line to be skipped
 * @param summed each line proves by a checksum that it is whole; of the others the last one must have an end
 */
export function lineReader(read: (text: string) => readonly Heard[] | BadLine, summed = false): Reader {
  const lines = new LineSplitter();
  const heard = (line: Line): readonly Heard[] => {
    if (line.broken === 'too-long') return [lossOf(line, { bad: 'too-long', says: 'a line that does not end' })];
    const said = read(line.text);
    if (line.broken && ('bad' in said || (said.length > 0 && !summed)))
      return [lossOf(line, { bad: 'cut-short', says: 'a line that stopped before its end' })];
    return 'bad' in said ? [lossOf(line, said)] : said;
  };
  return { feed: (bytes) => lines.feed(bytes).flatMap(heard), end: () => lines.end().flatMap(heard) };
}

const SHOWN = 60;

function lossOf(line: Line, { bad, says }: BadLine): HeardLoss {
  const shown = line.text.length > SHOWN ? `${line.text.slice(0, SHOWN)}…` : line.text;
  return { kind: 'lost', reason: bad, says: `${says}: ${JSON.stringify(shown)}`, bytes: line.bytes, at: line.at };
}
