import type { Protocol } from '../heard.ts';
import type { Passing } from '../passing.ts';
import type { Keeper, SourceMemory, TimingEvent } from '../source/event.ts';
import type { ProblemKind } from '../source/health.ts';
import { openSource, type TimingSource } from '../source/source.ts';
import type { Dial, WireListener } from '../source/wire.ts';
import type { HandClock } from './hand-clock.ts';

/** A source under test with all that it told. */
export interface Hearing {
  readonly source: TimingSource;
  readonly events: readonly TimingEvent[];
  readonly passings: () => readonly Passing[];
  readonly gaps: () => readonly string[];
  /** Kinds of problems that were ever told. */
  readonly problems: () => readonly ProblemKind[];
  /** Kinds that hold now. */
  readonly wrongNow: () => readonly ProblemKind[];
}

export function hearing(clock: HandClock, protocol: Protocol, dial: Dial, keeper?: Keeper): Hearing {
  const events: TimingEvent[] = [];
  const source = openSource({
    name: 'line',
    protocol,
    dial,
    clock,
    hear: (event) => void events.push(event),
    ...(keeper ? { keeper } : {}),
  });
  return {
    source,
    events,
    passings: () => events.flatMap((each) => (each.kind === 'passing' ? [each.passing] : [])),
    gaps: () => events.flatMap((each) => (each.kind === 'gap' ? [`${each.gap.from}-${each.gap.until}`] : [])),
    problems: () => source.health().problems.map((each) => each.kind),
    wrongNow: () =>
      source
        .health()
        .problems.filter((each) => each.now)
        .map((each) => each.kind),
  };
}

/** A wire whose other end is in the hands of the test. */
export function handWire(clock: HandClock): {
  readonly dial: Dial;
  readonly sent: Uint8Array[];
  readonly dialled: () => number;
  readonly receive: (...pieces: readonly Uint8Array[]) => void;
  readonly breakOff: (why?: string) => void;
} {
  let listener: WireListener | undefined;
  let dialled = 0;
  const sent: Uint8Array[] = [];
  return {
    sent,
    dialled: () => dialled,
    receive: (...pieces) => {
      for (const piece of pieces) listener?.received(piece);
    },
    breakOff: (why = 'broken') => {
      const told = listener;
      listener = undefined;
      told?.closed(why);
    },
    dial: (told) => {
      dialled++;
      listener = told;
      clock.after(0, () => told.opened());
      return { send: (bytes) => void sent.push(bytes), close: () => (listener = undefined) };
    },
  };
}

/** A keeper in memory. */
export function memoryKeeper(): Keeper & { readonly kept: () => SourceMemory | undefined } {
  let kept: SourceMemory | undefined;
  return { load: () => kept, save: (_source, memory) => (kept = memory), kept: () => kept };
}
