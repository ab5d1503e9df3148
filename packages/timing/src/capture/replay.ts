import type { Clock } from '../source/clock.ts';
import type { Dial } from '../source/wire.ts';
import type { CaptureEntry } from './format.ts';

/** A clock that goes by the capture: at its own speed, at another, or from entry to entry without waiting. */
export interface ReplayClock extends Clock {
  /** Moves on; alarms ring on the way. */
  readonly to: (us: number) => void;
  /** When the next alarm rings; nothing when there is none. */
  readonly nextUs: () => number | undefined;
}

/** Makes a clock that stands at a moment until it is moved. */
export function replayClock(startUs: number): ReplayClock {
  const alarms = new Map<number, { readonly atUs: number; readonly work: () => void }>();
  let nowUs = startUs;
  let count = 0;
  const next = (): number | undefined => {
    let first: number | undefined;
    for (const [id, each] of alarms) if (first === undefined || each.atUs < (alarms.get(first)?.atUs ?? Infinity)) first = id;
    return first;
  };
  const nextUs = (): number | undefined => {
    const id = next();
    return id === undefined ? undefined : Math.max(nowUs, alarms.get(id)?.atUs ?? nowUs);
  };
  return {
    nextUs,
    nowUs: () => nowUs,
    after: (us, work) => {
      const id = count++;
      alarms.set(id, { atUs: nowUs + Math.max(0, us), work });
      return () => void alarms.delete(id);
    },
    to: (us) => {
      for (let id = next(); id !== undefined; id = next()) {
        const alarm = alarms.get(id);
        if (!alarm || alarm.atUs > us) break;
        alarms.delete(id);
        nowUs = Math.max(nowUs, alarm.atUs);
        alarm.work();
      }
      nowUs = Math.max(nowUs, us);
    },
  };
}

/**
 * Plays a capture to who dials: what was received then is received again, at its distance in time.
 *
 * What was sent then is not answered: the answers are in the capture. Where the wire broke off it breaks off, and who dials
 * again hears the rest.
 */
export function replayDial(entries: readonly CaptureEntry[], clock: Clock, settings: ReplaySettings): Dial {
  const heard = entries.filter((each) => each.kind !== 'sent');
  const startUs = heard[0]?.atUs ?? 0;
  let beganUs: number | undefined;
  let next = 0;
  return (listener) => {
    let callOff: () => void = () => undefined;
    const began = (beganUs ??= clock.nowUs());
    const play = (): void => {
      const entry = heard[next];
      if (!entry) return settings.done?.();
      const dueUs = began + (entry.atUs - startUs) / settings.speed;
      callOff = clock.after(Math.max(0, dueUs - clock.nowUs()), () => {
        next++;
        if (entry.kind === 'opened') listener.opened();
        else if (entry.kind === 'received') listener.received(entry.bytes);
        else if (entry.kind === 'closed') return listener.closed(entry.why);
        return play();
      });
      return undefined;
    };
    play();
    return { send: () => undefined, close: () => callOff() };
  };
}

export interface ReplaySettings {
  /** 1 is as fast as it was. */
  readonly speed: number;
  /** Is called behind the last entry. */
  readonly done?: () => void;
}
