import type { HeardStatus } from '../heard.ts';
import type { DecoderBook } from './decoder-book.ts';
import type { ProblemKind } from './health.ts';

/** Seen at healthy tracks: noise up to 62, 11.5 to 12.2 V, up to 41 °C. */
const MOST_NOISE = 100;
const LEAST_VOLTAGE_DV = 110;
const MOST_TEMPERATURE_C = 60;

/** What a status says of the decoder's health; without words the problem is over. */
export function statusProblems(status: HeardStatus): readonly { readonly kind: ProblemKind; readonly says?: string }[] {
  const { noise, voltageDv, temperatureC } = status;
  return [
    worded('noise', noise !== undefined && noise > MOST_NOISE, `${noise}`),
    worded('voltage', voltageDv !== undefined && voltageDv < LEAST_VOLTAGE_DV, `${(voltageDv ?? 0) / 10} V`),
    worded('temperature', temperatureC !== undefined && temperatureC > MOST_TEMPERATURE_C, `${temperatureC} °C`),
  ];
}

const worded = (kind: ProblemKind, is: boolean, says: string): { readonly kind: ProblemKind; readonly says?: string } =>
  is ? { kind, says } : { kind };

/** `by 16 min 5 s, ahead` */
export function clockWords(aheadUs: number): string {
  const seconds = Math.abs(aheadUs) / 1_000_000;
  const side = aheadUs < 0 ? 'behind' : 'ahead';
  if (seconds < 60) return `${seconds.toFixed(1)} s ${side}`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s ${side}`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h ${side}` : `${Math.round(seconds / 86_400)} days ${side}`;
}

const SHOWN = 5;

/** Which passings of which decoders are missing. */
export function gapWords(books: readonly DecoderBook[]): string {
  return books
    .map(({ decoder, missing }) => {
      const ranges = missing.slice(0, SHOWN).map(({ from, until }) => (from === until ? `${from}` : `${from} to ${until}`));
      const count = missing.reduce((sum, { from, until }) => sum + until - from + 1, 0);
      const more = missing.length > SHOWN ? ` and ${missing.length - SHOWN} more gaps` : '';
      return `${count} of decoder ${decoder} (${ranges.join(', ')}${more})`;
    })
    .join('; ');
}
