import type { Heard, Protocol } from '../heard.ts';
import { lineReader } from '../text/line-reader.ts';
import { type AmbLine, readAmbLine } from './line.ts';

/** Older decoders and their kin (AMBrc, RC-4, P98) over TCP or a serial line; they send nothing again. */
export const ambTextProtocol: Protocol = {
  name: 'amb-text',
  says: 'older AMB decoders, lines of text',
  tcpPort: 5100,
  heartbeatUs: 5_000_000,
  reader: () =>
    lineReader((text) => {
      if (text.trim() === '') return [];
      const line = readAmbLine(text);
      return 'bad' in line ? line : [heardOf(line)];
    }, true),
};

function heardOf(line: AmbLine): Heard {
  if (line.type === 'OTHER') return { kind: 'note', says: `a line that starts with ${line.sign}` };
  if (line.type === 'STATUS') return { kind: 'status', number: line.seq, ...(line.noise !== undefined ? { noise: line.noise } : {}) };
  return {
    kind: 'passing',
    number: line.seq,
    transponder: String(line.transponder),
    timeUs: line.timeUs,
    ...(line.hits !== undefined ? { hits: line.hits } : {}),
    ...(line.strength !== undefined ? { strength: line.strength } : {}),
  };
}
