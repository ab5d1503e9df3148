import { describe, expect, test } from 'vitest';
import { timeRequest } from '../p3/encode.ts';
import { passingFrame } from '../p3/passing-record.ts';
import { p3Protocol } from '../p3/protocol.ts';
import { fieldOf, simulateRace } from '../simulator/crossings.ts';
import { type Outage, simulateDecoder } from '../simulator/simulated-decoder.ts';
import { HandClock } from '../testing/hand-clock.ts';
import { handWire, hearing, memoryKeeper } from '../testing/hearing.ts';

const S = 1_000_000;
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** A race of twenty cars heard through a link. */
function raced(
  outages: readonly Outage[],
  more: { readonly aheadUs?: number; readonly forS?: number; readonly brokenPerMille?: number } = {},
) {
  const clock = new HandClock();
  const crossings = simulateRace({ cars: fieldOf(20, 18), forS: more.forS ?? 600, seed: 5 });
  const decoder = simulateDecoder({
    clock,
    crossings,
    greenUs: clock.nowUs() + 10 * S,
    outages,
    aheadUs: more.aheadUs ?? 0,
    brokenPerMille: more.brokenPerMille ?? 0,
  });
  const heard = hearing(clock, p3Protocol, decoder.dial);
  clock.forward((more.forS ?? 600) + 60);
  return { ...heard, crossings, decoder, clock };
}

const told = (passings: ReturnType<ReturnType<typeof raced>['passings']>) =>
  passings
    .toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0))
    .map(({ number, transponder, timeUs, clubTimeUs, strength, hits }) => ({ number, transponder, timeUs, clubTimeUs, strength, hits }));

describe('a link that breaks loses no passing', () => {
  test.each([
    { name: 'two minutes', outages: [{ atS: 200, forS: 120 }] },
    { name: 'five short breaks', outages: [100, 150, 151, 300, 420].map((atS) => ({ atS, forS: 3 })) },
    { name: 'a break at the green', outages: [{ atS: 5, forS: 40 }] },
    { name: 'a break from before the first car', outages: [{ atS: -5, forS: 40 }] },
  ])('$name', ({ outages }) => {
    const [undisturbed, disturbed] = [raced([]), raced(outages)];
    expect(undisturbed.passings()).toHaveLength(undisturbed.crossings.length);
    expect(told(disturbed.passings())).toEqual(told(undisturbed.passings()));
    expect(disturbed.passings().some((each) => each.late)).toBe(true);
    expect(disturbed.problems()).toContain('disconnected');
    expect(disturbed.wrongNow()).toEqual([]);
  });
  test.each([20, 100, 300])('a line that breaks %d frames of a thousand', (brokenPerMille) => {
    const [undisturbed, disturbed] = [raced([]), raced([{ atS: 200, forS: 20 }], { brokenPerMille })];
    expect(told(disturbed.passings())).toEqual(told(undisturbed.passings()));
    expect(disturbed.problems()).toContain('lost');
    expect(disturbed.wrongNow().filter((kind) => kind !== 'lost')).toEqual([]);
  });
  test('a decoder that is an hour ahead gives the same', () => {
    const ahead = raced([{ atS: 200, forS: 120 }], { aheadUs: 3600 * S });
    expect(ahead.passings().map((each) => each.clubTimeUs - each.timeUs)).toEqual(ahead.passings().map(() => -3600 * S));
    expect(ahead.wrongNow()).toEqual(['clock-off']);
  });
});

test('what was heard before a restart of the program is not told again, what was missed meanwhile is', () => {
  const clock = new HandClock();
  const crossings = simulateRace({ cars: fieldOf(8, 15), forS: 200, seed: 1 });
  const decoder = simulateDecoder({ clock, crossings, greenUs: clock.nowUs() });
  const keeper = memoryKeeper();
  const before = hearing(clock, p3Protocol, decoder.dial, keeper);
  clock.forward(80);
  before.source.close();
  clock.forward(40);
  const after = hearing(clock, p3Protocol, decoder.dial, keeper);
  clock.forward(120);
  const numbers = [...before.passings(), ...after.passings()].map((each) => each.number ?? 0);
  expect(numbers.toSorted((a, b) => a - b)).toEqual(crossings.map((_, index) => index + 1));
});

test('a decoder that was cleared starts a new epoch, and nothing of it is dropped', () => {
  const clock = new HandClock();
  const crossings = simulateRace({ cars: fieldOf(8, 15), forS: 200, seed: 2 });
  const decoder = simulateDecoder({ clock, crossings, greenUs: clock.nowUs(), outages: [{ atS: 95, forS: 30 }], firstNumber: 113_736 });
  const heard = hearing(clock, p3Protocol, decoder.dial);
  clock.forward(100);
  decoder.reset();
  clock.forward(200);
  const second = heard.passings().filter((each) => each.epoch === 2);
  expect(heard.events.filter((each) => each.kind === 'reset')).toHaveLength(1);
  expect(second.map((each) => each.number).toSorted()).toEqual(second.map((_, index) => index + 1).toSorted());
  expect(second).toHaveLength(decoder.passings());
  expect(heard.problems()).toContain('reset');
});

/** A source whose wire the test holds, connected. */
function connected() {
  const clock = new HandClock();
  const wire = handWire(clock);
  const heard = hearing(clock, p3Protocol, wire.dial);
  clock.forward(0);
  const frame = (number: number, atUs: number = clock.nowUs(), transponder = 7): Uint8Array =>
    passingFrame({ number, decoderId: 9, transponder, rtcTimeUs: atUs, strength: 90, hits: 20 });
  return { clock, wire, frame, ...heard };
}

describe('gaps', () => {
  test('are asked for three times, stay visible, and close when the passing comes after all', () => {
    const { clock, wire, frame, gaps, wrongNow, passings } = connected();
    wire.receive(frame(1), frame(3));
    const first = clock.nowUs();
    expect(gaps()).toEqual(['2-2']);
    expect(wrongNow()).toEqual(['gap']);
    clock.forward(13);
    expect(wrongNow()).toEqual(['gap-stays']);
    const resends = wire.sent.filter((each) => each[8] === 4);
    expect(resends.map((each) => Buffer.from(each).toString('hex', 10, 22))).toEqual(Array(3).fill('010402000000020402000000'));
    wire.receive(frame(2, first));
    expect(wrongNow()).toEqual([]);
    expect(passings().map((each) => [each.number, each.late])).toEqual([
      [1, false],
      [3, false],
      [2, true],
    ]);
  });
  test('that an official has dealt with are told no more', () => {
    const { clock, wire, frame, source, wrongNow } = connected();
    wire.receive(frame(1), frame(3));
    clock.forward(13);
    source.dismissGaps();
    expect(wrongNow()).toEqual([]);
    expect(source.health().decoders[0]?.missing).toEqual([]);
  });
  test('a frame that came broken is noticed before the next passing', () => {
    const { wire, frame, wrongNow, source } = connected();
    wire.receive(frame(1));
    wire.sent.length = 0;
    wire.receive(frame(2).with(20, 0x55));
    expect(wire.sent.some((each) => each[8] === 0x15)).toBe(true);
    expect(source.health().lost).toMatchObject({ checksum: { times: 1 } });
    expect(wrongNow()).toEqual([]);
  });
});

describe('a decoder that lies or errs is named, and scoring goes on', () => {
  test.each([
    { name: 'RMonitor', text: '$F,9999,"00:00:00","07:59:36","00:59:59","      "\r\n'.repeat(4), says: 'looks like RMonitor' },
    { name: 'the text protocol', text: '\u0001@\t101\t12\t3444425\t46.820\t61\t40\t2\txE934\r\n'.repeat(4), says: 'AMBrc' },
    { name: 'a web server', text: `HTTP/1.1 400 Bad Request\r\n${'x'.repeat(200)}`, says: 'looks like a web server' },
    { name: 'noise', text: '\u0080\u0091\u00FF\u0003'.repeat(40), says: 'wrong speed' },
  ])('it speaks $name', ({ text, says }) => {
    const { wire, frame, source, wrongNow, passings } = connected();
    wire.receive(ascii(text));
    expect(wrongNow()).toContain('other-protocol');
    expect(source.health().problems.find((each) => each.kind === 'other-protocol')?.says).toContain(says);
    wire.receive(frame(1));
    expect(wrongNow()).not.toContain('other-protocol');
    expect(passings()).toHaveLength(1);
  });
  test('it floods', () => {
    const { clock, wire, frame, wrongNow, passings } = connected();
    for (let number = 1; number <= 1500; number++) wire.receive(frame(number, clock.nowUs() + number, number));
    expect(wrongNow()).toEqual(['flood']);
    expect(passings()).toHaveLength(1500);
    clock.forward(7);
    expect(wrongNow()).not.toContain('flood');
  });
  test('passings sent again are no flood', () => {
    const { wire, frame, wrongNow, passings, clock } = connected();
    const first = clock.nowUs();
    wire.receive(frame(1, first));
    clock.forward(10);
    wire.receive(frame(10_002));
    wire.receive(...Array.from({ length: 10_000 }, (_, index) => frame(index + 2, first + index)));
    expect(wrongNow()).toEqual([]);
    expect(passings()).toHaveLength(10_002);
  });
  test('it stalls, and is dialled anew', () => {
    const { clock, wire, frame, wrongNow } = connected();
    wire.receive(frame(1));
    clock.forward(16);
    expect(wrongNow()).toEqual(['stall']);
    clock.forward(20);
    expect(wire.dialled()).toBe(2);
    wire.receive(frame(2));
    expect(wrongNow()).toEqual([]);
  });
  test('its clock lies', () => {
    const { clock, wire, frame, problems, passings } = connected();
    const at = (seconds: number, number: number, aheadUs: number): void => {
      clock.forward(seconds);
      wire.receive(frame(number, clock.nowUs() + aheadUs));
    };
    at(1, 1, 0);
    at(10, 2, 0);
    at(10, 3, 3600 * S);
    at(10, 4, 3600 * S);
    at(10, 5, 3600 * S);
    expect(problems()).toContain('clock-jumped');
    const laps = passings()
      .slice(1)
      .map((each, index) => each.clubTimeUs - (passings()[index]?.clubTimeUs ?? 0));
    expect(laps).toEqual([10 * S, 10 * S, 10 * S, 10 * S]);
  });
  test('a passing in the future counts by its arrival', () => {
    const { clock, wire, frame, problems, passings } = connected();
    wire.receive(frame(1));
    clock.forward(10);
    wire.receive(frame(2, clock.nowUs() + 86_400 * S));
    clock.forward(10);
    wire.receive(frame(3));
    expect(problems()).toContain('future');
    expect(passings().map((each) => each.doubt)).toEqual([undefined, 'future', undefined]);
    expect(passings().map((each) => each.clubTimeUs - (passings()[0]?.clubTimeUs ?? 0))).toEqual([0, 10 * S, 20 * S]);
  });
});

test('a link that cannot be opened is tried again, sooner at first', () => {
  const clock = new HandClock();
  const wire = handWire(clock);
  const refused: number[] = [];
  const began = clock.nowUs();
  hearing(clock, p3Protocol, (listener) => {
    refused.push((clock.nowUs() - began) / S);
    clock.after(0, () => listener.closed('connection refused'));
    return { send: () => undefined, close: () => undefined };
  });
  clock.forward(100);
  expect(refused).toEqual([0, 1, 3, 7, 15, 30, 60, 90]);
  expect(wire.dialled()).toBe(0);
});

test('the clock is asked for when the link opens and then every half minute', () => {
  const { clock, wire, frame } = connected();
  for (let number = 1; number <= 9; number++) {
    wire.receive(frame(number));
    clock.forward(10);
  }
  const asked = wire.sent.filter((each) => Buffer.from(each).equals(timeRequest()));
  expect(asked).toHaveLength(4);
});
