import type { FactBodies } from '@racetower/engine';
import type { Passing } from './passing.ts';

/** What the log keeps of a passing, as the engine takes it. */
export type PassFields = Omit<FactBodies['passing-read'], 'passes'>;

/**
 * Says a passing in the words of the command `pass`.
 *
 * Its time is the one by the club's clock, whose differences are the decoder's own: it is not bent when the decoder's clock jumps.
 * What was no transponder stands in its place by name, so that a beam or a button without car shows among the unknown. A number is
 * told as it was heard: it may be nobody's, and the club may know the transponder better.
 */
export function passOf(passing: Passing): PassFields {
  const { transponder, car, special, number, decoder, epoch, loop, strength, hits } = passing;
  return {
    timeUs: passing.clubTimeUs,
    ...(transponder !== undefined ? { transponder } : car === undefined ? { transponder: special ?? 'unknown' } : {}),
    ...(car !== undefined ? { carHeard: car } : {}),
    ...(number !== undefined ? { decoder, epoch, number } : {}),
    ...(loop !== undefined ? { loop } : {}),
    ...(strength !== undefined ? { strength } : {}),
    ...(hits !== undefined ? { hits } : {}),
  };
}
