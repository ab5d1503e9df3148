import type { Heard, Protocol } from '../heard.ts';
import { lineReader } from '../text/line-reader.ts';
import { CLOSED_RUN, type RMonitorRecord } from './record.ts';
import { readRMonitor } from './read.ts';

/** Other timing software as a source, for a club that keeps it: its crossings come as passings of car and transponder. */
export const rmonitorProtocol: Protocol = {
  name: 'rmonitor',
  says: 'the RMonitor feed of other timing software',
  tcpPort: 50_000,
  heartbeatUs: 1_000_000,
  isScored: true,
  reader: () => {
    const session = new Session();
    return lineReader((text) => {
      if (text.trim() === '') return [];
      const record = readRMonitor(text);
      return 'bad' in record ? record : session.hear(record);
    });
  },
};

/** What a feed has said so far that later records need. */
class Session {
  readonly #cars = new Map<string, { readonly number: string; readonly transponder: number }>();
  /** What was told of each car: its laps by the last place record, and the time of its last crossing. */
  readonly #told = new Map<string, { readonly laps: number | undefined; readonly totalUs: number }>();
  #flag = '';
  #name = 'session';

  hear(record: RMonitorRecord): readonly Heard[] {
    switch (record.record) {
      case '$A':
        this.#cars.set(record.reg, { number: record.number, transponder: record.transponder });
        return [note(record)];
      case '$B':
        return this.#run(record.run, record.says);
      case '$F':
        return this.#flagShown(record.flag);
      case '$J':
        return this.#crossed(record.reg, record.totalUs);
      case '$G':
        return this.#placed(record.reg, record.laps ?? 0, record.totalUs);
      case '$I':
        this.#told.clear();
        return [note(record)];
      case '$COMP':
      case '$C':
      case '$E':
      case '$H':
      case 'other':
        return [note(record)];
    }
  }

  /** Each session has its own time, from its green on: it is told as a decoder of its own. */
  #run(run: number, says: string): readonly Heard[] {
    const name = run === CLOSED_RUN ? this.#name : `run ${run} ${says}`.trim();
    if (name === this.#name) return [{ kind: 'note', says: `run ${run} ${says}` }];
    this.#name = name;
    this.#told.clear();
    return [{ kind: 'flag', flag: this.#flag, session: says }];
  }

  #flagShown(flag: string): readonly Heard[] {
    if (flag === this.#flag) return [{ kind: 'note', says: 'a second' }];
    this.#flag = flag;
    return [{ kind: 'flag', flag }];
  }

  #crossed(reg: string, totalUs: number): readonly Heard[] {
    const before = this.#told.get(reg);
    this.#told.set(reg, { laps: before?.laps, totalUs: Math.max(totalUs, before?.totalUs ?? 0) });
    return [this.#passing(reg, totalUs)];
  }

  /** Some software sends the crossing of before once more in place of a new one, and the new one only by laps and total of its place. */
  #placed(reg: string, laps: number, totalUs: number): readonly Heard[] {
    const before = this.#told.get(reg);
    this.#told.set(reg, { laps, totalUs: Math.max(totalUs, before?.totalUs ?? 0) });
    const isNew = before?.laps !== undefined && laps > before.laps && totalUs > before.totalUs;
    return isNew ? [this.#passing(reg, totalUs)] : [{ kind: 'note', says: '$G' }];
  }

  #passing(reg: string, totalUs: number): Heard {
    const car = this.#cars.get(reg);
    const transponder = car && car.transponder > 0 ? { transponder: String(car.transponder) } : {};
    return { kind: 'passing', decoder: this.#name, car: car?.number ?? reg, ...transponder, timeUs: totalUs };
  }
}

const note = (record: RMonitorRecord): Heard => ({ kind: 'note', says: record.record === 'other' ? record.name : record.record });
