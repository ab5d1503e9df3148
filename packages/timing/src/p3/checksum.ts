const POLYNOMIAL = 0x1021;

/** For each high byte what eight shifts make of it. */
export const CHECKSUM_TABLE: Uint16Array = Uint16Array.from({ length: 256 }, (_, high) => {
  let crc = high << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ POLYNOMIAL) & 0xffff : (crc << 1) & 0xffff;
  return crc;
});

/** Before the first byte. */
export const CHECKSUM_START = 0xffff;

/**
 * Takes the checksum of decoders: CRC-16 with polynomial 1021, each byte entering at the low end and no zero bits behind the last.
 *
 * It is none of the catalogued CRC-16s. In a frame the two bytes of the checksum itself count as zero.
 */
export function checksum(bytes: Uint8Array, start = 0, end: number = bytes.length): number {
  let crc = CHECKSUM_START;
  for (let index = start; index < end; index++) crc = (CHECKSUM_TABLE[crc >> 8] ?? 0) ^ ((crc << 8) & 0xffff) ^ (bytes[index] ?? 0);
  return crc;
}
