import { isLoss, P3Decoder } from '../p3/decoder.ts';

/** Says what strange bytes look like, for an official who set up the wrong port or protocol. */
export function looksLike(bytes: Uint8Array): string {
  if (new P3Decoder().feed(bytes).some((each) => !isLoss(each))) return 'looks like P3, the binary protocol of MYLAPS decoders';
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const known = LOOKS.find(([pattern]) => pattern.test(text));
  if (known) return known[1];
  const readable = bytes.filter((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d).length;
  return readable > bytes.length * 0.9 ? 'looks like text of another device' : 'looks like noise, or a serial line at the wrong speed';
}

const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/^\$(?:[A-JT]|COMP|COR|SP|SR),/m, 'looks like RMonitor, the feed of timing software'],
  [/[#@$]\t\d+\t\d+\t/, 'looks like the text protocol of AMBrc decoders'],
  [/^HTTP\/|^(?:GET|POST) /m, 'looks like a web server or browser'],
  [/^SSH-/m, 'looks like SSH'],
  [/^\s*(?:\d+(?:\.\d+)?|\d+:\d+:\d+(?:\.\d+)?)[,;]#?\w+/m, 'looks like lines of time and transponder'],
];
