import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Clock,
  dialAddress,
  fileRecorder,
  type Keeper,
  openSource,
  PROTOCOLS,
  readAddress,
  type Recorder,
  type SourceHealth,
  type TimingEvent,
  type TimingSource,
} from '@racetower/timing';
import { FloodGate } from './flood-gate.ts';
import type { ClubProblem } from './problems.ts';
import type { SourceSetUp } from './set-up.ts';
import type { Taking } from './taking.ts';

export interface GearSettings {
  readonly name: string;
  readonly setUp: SourceSetUp;
  readonly clock: Clock;
  readonly taking: Taking;
  /** Where captures are kept. */
  readonly folder: string;
  /** Keeps the numbers of decoders, for all gear of the club. */
  readonly keeper: Keeper;
  readonly changed: () => void;
}

/** The race as other timing software runs it: its flag, and the name of its session. */
export interface ToldByGear {
  readonly flag: string;
  readonly session?: string;
}

/** The gear of one place while it is on: every byte goes to its capture, every passing to the record, once. */
export class Gear {
  readonly #settings: GearSettings;
  readonly #gate = new FloodGate();
  readonly #faults = new Map<'capture' | 'memory', string>();
  #source: TimingSource | undefined;
  #kept = '';
  #told: ToldByGear | undefined;

  constructor(settings: GearSettings) {
    this.#settings = settings;
  }

  /** Connects, and stays connected. @throws what keeps it from being started, in words */
  async start(): Promise<void> {
    const { name, setUp, clock, folder } = this.#settings;
    const protocol = PROTOCOLS[setUp.protocol];
    if (!protocol) throw new Error(`there is no protocol ${setUp.protocol}`);
    const dial = await dialAddress(readAddress(setUp.at, protocol));
    mkdirSync(folder, { recursive: true });
    this.#source = openSource({
      name,
      protocol,
      dial,
      clock,
      ...(setUp.loop === undefined ? {} : { loop: setUp.loop }),
      hear: (event) => this.#hear(event),
      keeper: this.#keeper(this.#settings.keeper),
      recorder: this.#recorder(),
    });
  }

  /** Hangs up; what was heard is still put on record. */
  close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  health(): SourceHealth | undefined {
    return this.#source?.health();
  }

  /** What other timing software told of its race. */
  get told(): ToldByGear | undefined {
    return this.#told;
  }

  dismissGaps(): void {
    this.#source?.dismissGaps();
  }

  problems(): readonly ClubProblem[] {
    const source = this.#settings.name;
    const faults = [...this.#faults].map(([kind, says]): ClubProblem => ({ kind, says, source, now: true }));
    const { heldBack } = this.#gate;
    if (heldBack === 0) return faults;
    return [
      ...faults,
      { kind: 'held-back', says: `${heldBack} passings of a flood were held back; the capture has them`, source, now: false },
    ];
  }

  #hear(event: TimingEvent): void {
    const { name, setUp, taking, changed } = this.#settings;
    if (event.kind === 'passing') {
      if (this.#gate.lets(event.passing)) taking.passing(name, event.passing, setUp.meeting);
      return;
    }
    if (event.kind === 'flag')
      this.#told = { ...this.#told, flag: event.flag, ...(event.session === undefined ? {} : { session: event.session }) };
    changed();
  }

  /** Numbers are kept once their passings are on record: a crash in between tells some twice, which makes no fact, and none never. */
  #keeper(file: Keeper): Keeper {
    return {
      load: (source) => file.load(source),
      save: (source, memory) => {
        const text = JSON.stringify(memory);
        if (text === this.#kept) return;
        this.#kept = text;
        this.#settings.taking.afterwards(() => this.#try('memory', () => file.save(source, memory)));
      },
    };
  }

  /** A disk that is full harms the capture and nothing else. */
  #recorder(): Recorder {
    const { name, setUp, folder } = this.#settings;
    let now: { readonly path: string; readonly recorder: Recorder } | undefined;
    const to = (atUs: number): Recorder => {
      const path = join(folder, `${name}-${dayOf(atUs)}-${setUp.protocol}.capture`);
      if (now?.path !== path || !existsSync(path)) now = { path, recorder: fileRecorder(path, { source: name, protocol: setUp.protocol }) };
      return now.recorder;
    };
    return {
      opened: (atUs) => this.#try('capture', () => to(atUs).opened(atUs)),
      received: (atUs, bytes) => this.#try('capture', () => to(atUs).received(atUs, bytes)),
      sent: (atUs, bytes) => this.#try('capture', () => to(atUs).sent(atUs, bytes)),
      closed: (atUs, why) => this.#try('capture', () => to(atUs).closed(atUs, why)),
    };
  }

  #try(what: 'capture' | 'memory', work: () => void): void {
    try {
      work();
      this.#faults.delete(what);
    } catch (error) {
      this.#faults.set(what, error instanceof Error ? error.message : String(error));
      this.#settings.changed();
    }
  }
}

/** The day by the clock of this machine, as 2026-05-02. */
function dayOf(us: number): string {
  const moment = new Date(us / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
