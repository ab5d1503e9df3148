/** What was recorded of a wire, in the order of time. */
export type CaptureEntry =
  | { readonly kind: 'opened'; readonly atUs: number }
  | { readonly kind: 'received' | 'sent'; readonly atUs: number; readonly bytes: Uint8Array }
  | { readonly kind: 'closed'; readonly atUs: number; readonly why: string };

export interface CaptureHeader {
  readonly source: string;
  readonly protocol: string;
}

export interface Capture {
  readonly header: CaptureHeader;
  readonly entries: readonly CaptureEntry[];
  /** Set when the file stops in the middle of an entry: how much of it is left. */
  readonly cut?: { readonly line: number; readonly bytes: number };
}

/** A file is no capture, or is damaged in the middle. */
export class CaptureError extends Error {}

export const CAPTURE_START = 'racetower-capture 1 ';
const SIGNS = { opened: '+', received: '<', sent: '>', closed: '-' } as const;

/** Writes the first line of a capture. */
export const headerLine = (header: CaptureHeader): string => `${CAPTURE_START}${JSON.stringify(header)}\n`;

/** Writes an entry as a line: when, what, and the bytes in hex or why it closed. */
export function entryLine(entry: CaptureEntry): string {
  const rest =
    'bytes' in entry ? ` ${Buffer.from(entry.bytes).toString('hex')}` : entry.kind === 'closed' ? ` ${JSON.stringify(entry.why)}` : '';
  return `${entry.atUs} ${SIGNS[entry.kind]}${rest}\n`;
}

/**
 * Reads a capture. One that stops in the middle, as after a power cut, is read up to there and says so.
 *
 * @throws CaptureError naming the line
 */
export function readCapture(text: string): Capture {
  const lines = text.split('\n');
  const header = headerOf(lines[0] ?? '');
  const rest = lines.at(-1) ?? '';
  const whole = lines.slice(1, -1);
  const entries = whole.filter((line) => line.trim() !== '').map((line) => entryOf(line.trimEnd(), lines.indexOf(line) + 1));
  return { header, entries, ...(rest.trim() === '' ? {} : { cut: { line: lines.length, bytes: rest.length } }) };
}

function headerOf(line: string): CaptureHeader {
  if (!line.startsWith(CAPTURE_START))
    throw new CaptureError(`this is no capture: its first line does not start with "${CAPTURE_START.trim()}"`);
  try {
    const header = JSON.parse(line.slice(CAPTURE_START.length)) as Partial<CaptureHeader>;
    if (typeof header.source === 'string' && typeof header.protocol === 'string')
      return { source: header.source, protocol: header.protocol };
  } catch {
    // Said below: whatever is wrong with it, it does not name both.
  }
  throw new CaptureError('the first line of the capture does not name its source and protocol');
}

function entryOf(line: string, number: number): CaptureEntry {
  const match = /^(\d{1,16}) ([-+<>])(?: (.*))?$/.exec(line);
  if (!match) throw new CaptureError(`line ${number} of the capture is no entry`);
  const [, at = '', sign, rest = ''] = match;
  const atUs = Number(at);
  if (sign === '+') return { kind: 'opened', atUs };
  if (sign === '-') return { kind: 'closed', atUs, why: rest.replaceAll(/^"|"$/g, '') };
  if (!/^(?:[0-9a-f]{2})*$/i.test(rest)) throw new CaptureError(`line ${number} of the capture has bytes that are no hex`);
  return { kind: sign === '<' ? 'received' : 'sent', atUs, bytes: Uint8Array.from(Buffer.from(rest, 'hex')) };
}
