import { P3Decoder, passingFrame } from '@racetower/timing';
import type { Benchmark, Case } from './benchmark.ts';
import { scattered } from './speedway.ts';

/** What one read of a socket brings. */
const PIECE_BYTES = 1460;
const TABLE = Uint16Array.from({ length: 256 }, (_, high) => {
  let crc = high << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  return crc;
});

/** Passings of 40 cars as a decoder sends them, cut as a socket cuts them. */
function stream(passings: number): readonly Uint8Array[] {
  const frames = Array.from({ length: passings }, (_, index) =>
    passingFrame({
      number: 113_736 + index,
      decoderId: 135_059,
      transponder: 2_900_000 + scattered(index % 40),
      rtcTimeUs: 1_588_175_428_203_000 + index * 164_000 + scattered(index) * 1000,
      strength: 34 + (scattered(index) % 150),
      hits: 2 + (scattered(index) % 90),
    }),
  );
  const bytes = Buffer.concat(frames);
  return Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) =>
    Uint8Array.from(bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES)),
  );
}

/** Takes escapes out and sums the bytes up, frame by frame, and looks at nothing. */
function unescapeAndSum(pieces: readonly Uint8Array[], frame: Uint8Array): number {
  let crc = 0xffff;
  let length = 0;
  let escaped = 0;
  let sum = 0;
  for (const piece of pieces)
    for (let index = 0; index < piece.length; index++) {
      let byte = piece[index] ?? 0;
      if (byte === 0x8d) {
        escaped = 0x20;
        continue;
      }
      const end = byte === 0x8f;
      byte -= escaped;
      escaped = 0;
      frame[length] = byte;
      crc = (TABLE[crc >> 8] ?? 0) ^ ((crc << 8) & 0xffff) ^ (length === 4 || length === 5 ? 0 : byte);
      length++;
      if (end) {
        sum += crc === ((frame[4] ?? 0) | ((frame[5] ?? 0) << 8)) ? 1 : 0;
        crc = 0xffff;
        length = 0;
      }
    }
  return sum;
}

function decode(passings: number): Case {
  const pieces = stream(passings);
  const frame = new Uint8Array(0x1_0000);
  const checked = (sum: number): number => {
    if (sum !== passings) throw new Error(`${sum} of ${passings} passings`);
    return sum;
  };
  return {
    size: `${passings.toLocaleString('en')} passings`,
    units: passings,
    unit: 'passings',
    work: () => {
      const decoder = new P3Decoder();
      let read = 0;
      for (const piece of pieces)
        for (const heard of decoder.feed(piece)) if ('passing' in heard && heard.passing.number !== undefined) read++;
      return checked(read);
    },
    floor: () => checked(unescapeAndSum(pieces, frame)),
  };
}

export const decodeP3: Benchmark = {
  name: 'p3',
  says: 'from the bytes of a decoder to passings with number, transponder, time, strength and hits',
  floor: 'taking escapes out of the same bytes and checking the checksum of each frame',
  cases: () => [100, 1000, 10_000].map(decode),
};
