import type { TimeDoubt } from '../passing.ts';

/** More than this ahead of what was expected is no drift and no slow line: nothing arrives before it happens. */
const AHEAD_US = 2_000_000;
/** Passings may arrive late by a slow line; more than this, several times in a row, is a clock that was set back. */
const BEHIND_US = 5_000_000;
const IN_A_ROW = 3;
/** Two arrivals that differ by less agree. */
const AGREE_US = 1_000_000;
/** Drift is read off the quickest arrival of each stretch of this length. */
const STRETCH_US = 30_000_000;
const STRETCHES = 120;
/** Ten minutes: less is the line's own to and fro. */
const LEAST_STRETCHES = 20;

/** What became of a decoder's time. */
export interface Placed {
  readonly clubTimeUs: number;
  readonly doubt?: TimeDoubt;
  /** The decoder's clock was found to have jumped by this much. */
  readonly jumpedUs?: number;
}

/**
 * What the arrival of a passing says of the clock.
 *
 * `in-order`: numbers prove that it is later than the one before. `live`: it was heard just now, as far as is known. `old`: it
 * is sent again, or told by somebody who looks things up, and says nothing.
 */
export type HeardAs = 'in-order' | 'live' | 'old';

export interface ClockHealth {
  /** How far the decoder's clock is ahead of the club's. */
  readonly aheadUs: number;
  /** Millionths by which it runs fast; undefined until a few stretches are known. */
  readonly driftPpm?: number;
  readonly jumps: number;
}

/** The quickest arrival of a stretch: when, and how long after its own time. */
interface Quickest {
  readonly atUs: number;
  readonly lagUs: number;
}

/** A decoder's clock between two jumps, by its own times. */
interface Era {
  readonly offsetUs: number;
  readonly sinceUs: number;
  readonly lastUs: number;
}

/** Jumps that are remembered. */
const ERAS = 8;

/**
 * Places the times of one decoder on the club's clock.
 *
 * The amount by which times are moved is found once and held, so that differences stay the decoder's own. Drift is measured
 * and told, never corrected. Only a jump of the decoder's clock moves the amount.
 */
export class DecoderClock {
  /** Added to the decoder's time. */
  #offsetUs: number | undefined;
  #stretches: readonly Quickest[] = [];
  #doubted: readonly number[] = [];
  #lastTimeUs = -Infinity;
  #jumps = 0;
  /** The decoder's time since which the present offset holds, and the clocks before. */
  #sinceUs = -Infinity;
  #eras: readonly Era[] = [];

  /** Reads the decoder's clock, answered right away. @returns how far it jumped, if it did */
  set(timeUs: number, nowUs: number): number | undefined {
    if (this.#offsetUs === undefined) {
      this.#offsetUs = nowUs - timeUs;
      this.#notice(nowUs, 0);
      return undefined;
    }
    const lagUs = nowUs - timeUs - this.#offsetUs;
    if (Math.abs(lagUs - this.#usualLagUs()) > AHEAD_US) return this.#jump(timeUs, nowUs);
    this.#notice(nowUs, lagUs);
    return undefined;
  }

  /**
   * Places the time of a passing.
   *
   * @param heard how much it says of the clock
   */
  place(timeUs: number, arrivedUs: number, heard: HeardAs): Placed {
    this.#offsetUs ??= arrivedUs - timeUs;
    if (heard === 'old') return { clubTimeUs: timeUs + this.#offsetOf(timeUs, arrivedUs) };
    const lagUs = arrivedUs - timeUs - this.#offsetUs;
    const overUs = lagUs - this.#usualLagUs();
    const wentBack = heard === 'in-order' && timeUs < this.#lastTimeUs - AGREE_US;
    if (overUs >= -AHEAD_US && overUs <= BEHIND_US && !wentBack) return this.#trusted(timeUs, arrivedUs, lagUs);
    const agreeing = [...this.#doubted.filter((each) => Math.abs(each - lagUs) < AGREE_US), lagUs];
    const enough = wentBack ? 1 : overUs < 0 ? 2 : IN_A_ROW;
    if (agreeing.length >= enough) {
      const jumpedUs = this.#jump(timeUs, arrivedUs);
      return { clubTimeUs: timeUs + this.#offsetUs, jumpedUs };
    }
    this.#doubted = agreeing;
    if (overUs > 0) return { clubTimeUs: timeUs + this.#offsetUs };
    return { clubTimeUs: arrivedUs - this.#usualLagUs(), doubt: 'future' };
  }

  /** Undefined before the first time was heard. */
  health(): ClockHealth | undefined {
    if (this.#offsetUs === undefined) return undefined;
    const driftPpm = slopePpm(this.#stretches);
    return {
      aheadUs: Math.round(-(this.#offsetUs + this.#usualLagUs())),
      jumps: this.#jumps,
      ...(driftPpm !== undefined ? { driftPpm: Math.round(-driftPpm * 10) / 10 } : {}),
    };
  }

  #trusted(timeUs: number, arrivedUs: number, lagUs: number): Placed {
    this.#doubted = [];
    this.#lastTimeUs = Math.max(this.#lastTimeUs, timeUs);
    this.#notice(arrivedUs, lagUs);
    return { clubTimeUs: timeUs + (this.#offsetUs ?? 0) };
  }

  /** The lag of the quickest arrival lately: what the line takes, and what drift has made of it. */
  #usualLagUs(): number {
    const lately = this.#stretches.slice(-3);
    return lately.length === 0 ? 0 : Math.min(...lately.map((each) => each.lagUs));
  }

  #notice(atUs: number, lagUs: number): void {
    const last = this.#stretches.at(-1);
    if (last && atUs - last.atUs < STRETCH_US) {
      if (lagUs < last.lagUs) this.#stretches = [...this.#stretches.slice(0, -1), { atUs: last.atUs, lagUs }];
    } else this.#stretches = [...this.#stretches, { atUs, lagUs }].slice(-STRETCHES);
  }

  /** A passing that is sent again may be from before a jump: it is of the clock whose times it lies among, or next to. */
  #offsetOf(timeUs: number, arrivedUs: number): number {
    const now: Era = { offsetUs: this.#offsetUs ?? 0, sinceUs: this.#sinceUs, lastUs: Infinity };
    const possible = [now, ...this.#eras.toReversed()].filter((era) => timeUs + era.offsetUs <= arrivedUs + AHEAD_US);
    const apart = (era: Era): number => Math.max(0, era.sinceUs - timeUs, timeUs - era.lastUs);
    return possible.reduce((best, era) => (apart(era) < apart(best) ? era : best), possible[0] ?? now).offsetUs;
  }

  /** Holds the club's time where it would have been, with the decoder's new time. */
  #jump(timeUs: number, arrivedUs: number): number {
    const before = this.#offsetUs ?? 0;
    this.#eras = [...this.#eras, { offsetUs: before, sinceUs: this.#sinceUs, lastUs: this.#lastTimeUs }].slice(-ERAS);
    this.#sinceUs = timeUs;
    this.#offsetUs = arrivedUs - timeUs - this.#usualLagUs();
    this.#lastTimeUs = timeUs;
    this.#doubted = [];
    this.#jumps++;
    return before - this.#offsetUs;
  }
}

/** The slope of a line through the quickest arrivals, in millionths; of the lags alone, so a fast clock has a falling one. */
function slopePpm(stretches: readonly Quickest[]): number | undefined {
  if (stretches.length < LEAST_STRETCHES) return undefined;
  const meanAt = stretches.reduce((sum, each) => sum + each.atUs, 0) / stretches.length;
  const meanLag = stretches.reduce((sum, each) => sum + each.lagUs, 0) / stretches.length;
  let over = 0;
  let under = 0;
  for (const { atUs, lagUs } of stretches) {
    over += (atUs - meanAt) * (lagUs - meanLag);
    under += (atUs - meanAt) ** 2;
  }
  return (over / under) * 1_000_000;
}
