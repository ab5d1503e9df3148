import { CLOSED_RUN, type RMonitorRecord } from './record.ts';

/** The board that a client makes of a feed. */
export interface Board {
  readonly session: string;
  readonly run: number | undefined;
  readonly closed: boolean;
  readonly flag: string;
  readonly lapsToGo: number | undefined;
  /** In the order of the race. */
  readonly cars: readonly BoardCar[];
}

export interface BoardCar {
  readonly reg: string;
  readonly number: string;
  readonly name: string;
  readonly class: string;
  readonly transponder: number;
  readonly place: number;
  readonly laps: number;
  readonly totalUs: number;
  readonly best: { readonly lap: number; readonly timeUs: number } | undefined;
  /** Crossings that were heard since the client came. */
  readonly crossings: readonly { readonly lapUs: number; readonly totalUs: number }[];
}

interface Row {
  number: string;
  name: string;
  class: number;
  transponder: number;
  place: number;
  laps: number;
  totalUs: number;
  best: { readonly lap: number; readonly timeUs: number } | undefined;
  crossings: { readonly lapUs: number; readonly totalUs: number }[];
}

/** Follows a feed as scoreboards do. */
export class BoardReader {
  readonly #rows = new Map<string, Row>();
  readonly #classes = new Map<number, string>();
  #session = '';
  #run: number | undefined;
  #closed = false;
  #flag = '';
  #lapsToGo: number | undefined;

  take(record: RMonitorRecord): void {
    switch (record.record) {
      case '$I':
        this.#rows.clear();
        this.#classes.clear();
        break;
      case '$B':
        this.#closed = record.run === CLOSED_RUN;
        if (!this.#closed) this.#run = record.run;
        this.#session = record.says;
        break;
      case '$F':
        this.#flag = record.flag;
        this.#lapsToGo = record.lapsToGo;
        break;
      case '$C':
        this.#classes.set(record.class, record.says);
        break;
      case '$A':
        Object.assign(this.#row(record.reg), {
          number: record.number,
          name: `${record.first} ${record.last}`.trim(),
          class: record.class,
          transponder: record.transponder,
        });
        break;
      case '$G':
        Object.assign(this.#row(record.reg), { place: record.place, laps: record.laps ?? 0, totalUs: record.totalUs });
        break;
      case '$H':
        this.#row(record.reg).best = record.lap === 0 ? undefined : { lap: record.lap, timeUs: record.bestUs };
        break;
      case '$J':
        this.#row(record.reg).crossings.push({ lapUs: record.lapTimeUs, totalUs: record.totalUs });
        break;
      case '$COMP':
      case '$E':
      case 'other':
        break;
    }
  }

  board(): Board {
    const cars = [...this.#rows]
      .map(([reg, row]): BoardCar => ({ reg, ...row, class: this.#classes.get(row.class) ?? '', crossings: [...row.crossings] }))
      .toSorted((a, b) => a.place - b.place);
    return { session: this.#session, run: this.#run, closed: this.#closed, flag: this.#flag, lapsToGo: this.#lapsToGo, cars };
  }

  #row(reg: string): Row {
    const known = this.#rows.get(reg);
    if (known) return known;
    const row: Row = {
      number: reg,
      name: '',
      class: 0,
      transponder: 0,
      place: Infinity,
      laps: 0,
      totalUs: 0,
      best: undefined,
      crossings: [],
    };
    this.#rows.set(reg, row);
    return row;
  }
}
