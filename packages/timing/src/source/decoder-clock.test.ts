import { describe, expect, test } from 'vitest';
import { DecoderClock } from './decoder-clock.ts';

const S = 1_000_000;
const LINE_US = 20_000;

/** Passings at these seconds, with what the decoder's clock shows ahead of the club's. */
function placed(clock: DecoderClock, passings: readonly { readonly at: number; readonly ahead: number; readonly lag?: number }[]) {
  return passings.map(({ at, ahead, lag = LINE_US }) => {
    const { clubTimeUs, doubt, jumpedUs } = clock.place((at + ahead) * S, at * S + lag, 'in-order');
    return {
      off: (clubTimeUs - at * S) / S,
      ...(doubt ? { doubt } : {}),
      ...(jumpedUs !== undefined ? { jumped: Math.round(jumpedUs / S) } : {}),
    };
  });
}

describe('times of a decoder on the clock of the club', () => {
  test('differences stay those of the decoder, whatever the line does', () => {
    const clock = new DecoderClock();
    const offs = placed(clock, [
      { at: 100, ahead: 900 },
      { at: 110, ahead: 900, lag: 1_500_000 },
      { at: 120, ahead: 900, lag: 5000 },
    ]);
    expect(new Set(offs.map((each) => each.off)).size).toBe(1);
    expect(clock.health()).toMatchObject({ jumps: 0 });
    expect(Math.round((clock.health()?.aheadUs ?? 0) / S)).toBe(900);
  });
  test('one time that had not come yet is doubted, and the others stand', () => {
    const offs = placed(new DecoderClock(), [
      { at: 100, ahead: 0 },
      { at: 110, ahead: 3600 },
      { at: 120, ahead: 0 },
    ]);
    expect(offs).toMatchObject([{ off: 0.02 }, { doubt: 'future' }, { off: 0.02 }]);
    expect(Math.abs(offs[1]?.off ?? 9)).toBeLessThan(0.1);
  });
  test.each([
    { name: 'forwards', ahead: 3600, kinds: ['future', 3600] },
    { name: 'backwards', ahead: -3600, kinds: [-3600, undefined] },
  ])('a clock that jumps $name bends no lap', ({ ahead, kinds }) => {
    const offs = placed(new DecoderClock(), [
      { at: 100, ahead: 0 },
      { at: 110, ahead: 0 },
      { at: 120, ahead },
      { at: 130, ahead },
      { at: 140, ahead },
    ]);
    expect(offs.slice(2, 4).map((each) => each.doubt ?? each.jumped)).toEqual(kinds);
    for (const each of offs) expect(Math.abs(each.off)).toBeLessThan(0.1);
  });
  test('a clock that is asked tells its jump at once', () => {
    const clock = new DecoderClock();
    expect(clock.set(100 * S, 100 * S)).toBeUndefined();
    expect(clock.set(130 * S, 130 * S)).toBeUndefined();
    expect(clock.set(60 * S, 160 * S)).toBe(-100 * S);
    expect(clock.place(70 * S, 170 * S, 'in-order').clubTimeUs).toBe(170 * S);
  });
  test('a clock set back by less than the time between passings shows after three', () => {
    const steady = Array.from({ length: 6 }, (_, index) => ({ at: 100 + index * 20, ahead: index < 3 ? 0 : -8 }));
    expect(placed(new DecoderClock(), steady).map((each) => each.jumped)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      -8,
    ]);
  });
  test('a passing that is sent again says nothing of the clock', () => {
    const clock = new DecoderClock();
    placed(clock, [{ at: 500, ahead: 0 }]);
    expect(clock.place(100 * S, 510 * S, 'old')).toEqual({ clubTimeUs: 100 * S + LINE_US });
    expect(clock.health()).toMatchObject({ jumps: 0 });
  });
  test.each([
    { name: 'forwards', ahead: 3600 },
    { name: 'backwards', ahead: -3600 },
  ])('a passing that is sent again from before a jump $name is put where it was', ({ ahead }) => {
    const clock = new DecoderClock();
    placed(
      clock,
      [100, 110, 130].map((at) => ({ at, ahead: 0 })),
    );
    placed(
      clock,
      [150, 160, 170].map((at) => ({ at, ahead })),
    );
    expect(clock.place(120 * S, 180 * S, 'old').clubTimeUs).toBe(120 * S + LINE_US);
    expect(Math.abs(clock.place((165 + ahead) * S, 180 * S, 'old').clubTimeUs - 165 * S)).toBeLessThan(2 * LINE_US);
  });
  test('drift is measured and not corrected', () => {
    const clock = new DecoderClock();
    for (let minute = 0; minute < 60; minute++) clock.place(minute * 60 * S * (1 + 50e-6), minute * 60 * S, 'live');
    expect(clock.health()?.driftPpm).toBeCloseTo(50, 0);
    expect(clock.place(3600 * S * (1 + 50e-6), 3600 * S, 'live').clubTimeUs).toBeCloseTo(3600 * S + 180_000, -1);
  });
});
