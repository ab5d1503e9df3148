import { readFileSync } from 'node:fs';
import { CaptureError, DECODED_AS, decodeFile, UnknownFile } from '@racetower/timing';
import { type CommandInfo, mustBeFile, UsageError } from '../command-line.ts';

export const timingDecode: CommandInfo = {
  name: 'timing decode',
  purpose: 'prints what timing gear sent, a record a line of JSON',
  takes: 'FILE…',
  options: {
    as: { takes: 'PROTOCOL', says: `what it is: ${DECODED_AS.join(', ')}; left out: seen from its bytes` },
    text: { says: 'texts of P3 as texts; left out, they are whole numbers like every field, as other parsers have them' },
    json: { says: 'tell losses as JSON too; records are JSON always' },
  },
  notes: [
    'A FILE is what came over the wire, a capture, P3 frames in hex with a line each, or JSON lines with "hex" or "line".',
    'Records of P3 have "tor" and their fields by name, UNDECODED_ and its number for a field without one. What could not be',
    'read goes to standard error, with where it is, how much, and why.',
  ],
  examples: ['timing decode evening.bin', 'timing decode --as amb-text lines.txt', 'timing decode start-finish.capture'],
  exits: { 0: 'everything was read', 1: 'something was lost' },
  run: (names, given, out) => {
    if (names.length === 0) throw new UsageError('say which file: racetower timing decode FILE');
    const as = given.text('as');
    if (as !== undefined && !DECODED_AS.includes(as)) throw new UsageError(`--as ${as}: there are ${DECODED_AS.join(', ')}`);
    let whole = true;
    for (const file of names)
      for (const each of decodedFile(file, as, given.has('text'))) {
        if ('json' in each) out.line(each.json);
        else {
          whole = false;
          const { kind: _kind, ...loss } = each;
          out.error(
            given.has('json') ? JSON.stringify({ file, lost: loss }) : `${file}: ${each.bytes} bytes at ${each.at} lost, ${each.says}`,
          );
        }
      }
    return whole ? 0 : 1;
  },
};

function decodedFile(file: string, as: string | undefined, texts: boolean) {
  mustBeFile(file);
  try {
    return decodeFile(readFileSync(file), as, texts);
  } catch (error) {
    if (error instanceof UnknownFile) throw new UsageError(`${file}: ${error.message}; say it with --as`);
    if (error instanceof CaptureError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
