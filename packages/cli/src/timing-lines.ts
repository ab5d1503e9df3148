import type { SourceHealth, TimingEvent } from '@racetower/timing';
import { paint } from './output.ts';

/** Tells an event of a source as a line for people; nothing for what does not matter to them. */
export function eventLine(event: TimingEvent): string | undefined {
  switch (event.kind) {
    case 'passing': {
      const { passing } = event;
      const who = passing.car !== undefined ? `#${passing.car}` : (passing.transponder ?? passing.special ?? '?');
      const heard = [
        passing.number === undefined ? '' : `no. ${passing.number}`,
        passing.strength === undefined ? '' : `strength ${passing.strength}`,
        passing.hits === undefined ? '' : `hits ${passing.hits}`,
        passing.loop === undefined ? '' : `at ${passing.loop}`,
        passing.late ? 'late' : '',
        passing.doubt ?? '',
      ];
      return [momentText(passing.clubTimeUs), who.padEnd(9), ...heard.filter((part) => part !== '')].join('  ');
    }
    case 'gap': {
      const { from, until } = event.gap;
      return paint('yellow', `passings ${from === until ? from : `${from} to ${until}`} of decoder ${event.decoder} are missing`);
    }
    case 'reset':
      return paint('yellow', `decoder ${event.decoder} began to count anew`);
    case 'flag':
      return event.session === undefined ? `flag ${event.flag === '' ? 'none' : event.flag}` : `session ${event.session}`;
    case 'link':
      return `${event.source}: ${event.state === event.says ? event.state : `${event.state}, ${event.says}`}`;
    case 'problem':
      if (event.problem.kind === 'gap' || event.problem.kind === 'disconnected') return undefined;
      if (event.change === 'over') return paint('green', `no more: ${event.problem.says}`);
      return paint(event.change === 'began' ? 'red' : 'yellow', event.problem.says);
  }
}

/** `19:04:46.820` by universal time: a replay is the same everywhere. */
export function momentText(us: number): string {
  return new Date(us / 1000).toISOString().slice(11, 23);
}

/** Tells the health of a source in the end. */
export function healthLines(health: SourceHealth): readonly string[] {
  const decoders = health.decoders.map((each) => {
    const missing = each.missing.reduce((sum, { from, until }) => sum + until - from + 1, 0);
    return `decoder ${each.decoder}: ${each.passings} passings, ${each.late} of them late, ${each.duplicates} sent twice, ${missing} missing`;
  });
  const lost = Object.entries(health.lost).map(([reason, { times, bytes }]) => `lost: ${bytes} bytes, ${times} times ${reason}`);
  const problems = health.problems.map((each) => `${each.now ? 'now' : 'was'}: ${each.says} (${each.times} times)`);
  return [`${health.source}: ${health.bytes} bytes`, ...decoders, ...lost, ...problems];
}

/** Whether all that was sent was heard and read. */
export function isWhole(health: SourceHealth): boolean {
  return Object.keys(health.lost).length === 0 && health.decoders.every((each) => each.missing.length === 0);
}
