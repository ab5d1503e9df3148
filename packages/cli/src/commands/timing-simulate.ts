import { type Clock, fieldOf, type Outage, serveTcp, simulateDecoder, simulateRace, systemClock } from '@racetower/timing';
import { type CommandInfo, type Given, UsageError, wholeNumber } from '../command-line.ts';
import type { Output } from '../output.ts';

export const timingSimulate: CommandInfo = {
  name: 'timing simulate',
  purpose: 'is a decoder with a field of cars on it, for training and tests; speaks P3',
  takes: '',
  options: {
    port: { takes: 'PORT', says: 'listen here; left out: 5403, as decoders do' },
    host: { takes: 'ADDRESS', says: 'at this address; left out: 127.0.0.1, this machine only' },
    cars: { takes: 'N', says: 'so many cars; left out: 20' },
    lap: { takes: 'SECONDS', says: 'what a lap takes the fastest; left out: 18' },
    minutes: { takes: 'N', says: 'how long they race; left out: 10' },
    'start-in': { takes: 'SECONDS', says: 'when the green falls; left out: 10' },
    'drop-outs': { takes: 'PERCENT', says: 'cars that drop out; left out: 0' },
    'lost-reads': { takes: 'PERMILLE', says: 'crossings that the loop does not hear; left out: 0' },
    'broken-frames': { takes: 'PERMILLE', says: 'frames that the line breaks on their way; left out: 0' },
    outage: { takes: 'AT+FOR,…', says: 'seconds after the green when it cannot be reached, and how long, as 120+60' },
    seed: { takes: 'N', says: 'another race; the same number is the same race' },
    speed: { takes: 'N', says: 'so many times as fast; left out: 1' },
  },
  notes: [
    'It answers as a decoder does: version, time, session, and passings that are asked for again. It takes four clients, and',
    'ends half a minute after the race.',
  ],
  examples: ['timing simulate', 'timing simulate --cars 12 --lap 15 --drop-outs 20 --outage 60+120', 'timing simulate --port 0 --speed 10'],
  exits: { 0: 'the race is over' },
  run: (_names, given, out) => simulate(given, out, systemClock),
};

const S = 1_000_000;
const TAIL_S = 30;

/** @param real what the race goes by, at its speed */
export async function simulate(given: Given, out: Output, real: Clock): Promise<number> {
  const number = (name: string, otherwise: number): number => wholeNumber(given, name) ?? otherwise;
  const [cars, lapS, minutes] = [number('cars', 20), number('lap', 18), number('minutes', 10)];
  if (cars < 1 || cars > 500) throw new UsageError('--cars is 1 to 500');
  if (lapS < 1) throw new UsageError('--lap is a second at least');
  const clock = faster(real, Math.max(1, number('speed', 1)));
  const startS = number('start-in', 10);
  const crossings = simulateRace({
    cars: fieldOf(cars, lapS),
    forS: minutes * 60,
    seed: number('seed', 1),
    dropOutPercent: number('drop-outs', 0),
    lostPerMille: number('lost-reads', 0),
  });
  const host = given.text('host') ?? '127.0.0.1';
  const outages = outagesOf(given.text('outage'));
  const decoder = simulateDecoder({
    clock,
    crossings,
    greenUs: clock.nowUs() + startS * S,
    outages,
    brokenPerMille: number('broken-frames', 0),
    seed: number('seed', 1),
  });
  const served = await serveTcp(decoder.dial, { host, port: number('port', 5403) }).catch((error: unknown) => {
    decoder.stop();
    throw error;
  });
  out.line(`a decoder at ${host}:${served.port}; ${cars} cars, green in ${startS} s, ${crossings.length} crossings in ${minutes} min`);
  await new Promise<void>((done) => {
    // The decoder's alarms keep no program running; this one must.
    const alive = setInterval(() => undefined, 60_000);
    clock.after((startS + minutes * 60 + TAIL_S) * S, () => {
      clearInterval(alive);
      done();
    });
  });
  decoder.stop();
  await served.close();
  out.line(`the race is over; the decoder heard ${decoder.passings()} of ${crossings.length} crossings`);
  return 0;
}

function faster(real: Clock, speed: number): Clock {
  if (speed === 1) return real;
  const beganUs = real.nowUs();
  return {
    nowUs: () => Math.round(beganUs + (real.nowUs() - beganUs) * speed),
    after: (us, work) => real.after(us / speed, work),
  };
}

function outagesOf(text: string | undefined): readonly Outage[] {
  return (text ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^(\d+)\+(\d+)$/.exec(part.trim());
      if (!match) throw new UsageError(`--outage is seconds after the green and how long, as 120+60, not "${part}"`);
      return { atS: Number(match[1]), forS: Number(match[2]) };
    });
}
