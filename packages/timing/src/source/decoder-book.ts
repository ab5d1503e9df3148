import type { HeardPassing, HeardStatus, Protocol, Questions } from '../heard.ts';
import type { Passing } from '../passing.ts';
import { DecoderClock, type Placed } from './decoder-clock.ts';
import type { DecoderHealth } from './health.ts';
import { type Gap, type Numbered, Numbering, type NumberingMemory } from './numbering.ts';

/** A gap is asked for so often in vain. */
const ASKED_AT_MOST = 3;
const ASK_AGAIN_US = 4_000_000;
/** Ranges in one go, so that a line that loses every second passing is not answered by a flood of questions. */
const RANGES_AT_ONCE = 32;

/** What became of a passing: told, or heard before. */
export interface Booked {
  readonly numbered?: Numbered;
  readonly placed?: Placed;
  readonly passing?: Passing;
}

/** What a decoder has from its source. */
export interface BookSettings {
  readonly name: string;
  readonly loop?: string;
  /** Without questions it sends no passing twice. */
  readonly protocol: Protocol;
}

/** Follows one decoder of a source: its numbers, its clock, what it measures, and what is still to be asked of it. */
export class DecoderBook {
  readonly decoder: string;
  readonly #source: BookSettings;
  readonly #questions: Questions | undefined;
  readonly #isScored: boolean;
  readonly #numbering: Numbering;
  readonly #clock = new DecoderClock();
  #status: Omit<HeardStatus, 'kind' | 'decoder' | 'number'> = {};
  #says: string | undefined;
  #passings = 0;
  #late = 0;
  #duplicates = 0;
  #asked = 0;
  #askAtUs = 0;

  constructor(source: BookSettings, decoder: string, memory?: NumberingMemory) {
    const { protocol } = source;
    this.#source = source;
    this.decoder = decoder;
    this.#questions = protocol.questions;
    this.#isScored = protocol.isScored ?? false;
    this.#numbering = new Numbering(memory, protocol.questions !== undefined);
  }

  get missing(): readonly Gap[] {
    return this.#numbering.missing;
  }

  get epoch(): number {
    return this.#numbering.epoch;
  }

  memory(): NumberingMemory {
    return this.#numbering.memory();
  }

  /** Books a passing; without `passing` it was heard before. */
  book(heard: HeardPassing, arrivedUs: number): Booked {
    const what = heard.transponder ?? heard.car ?? heard.special ?? '';
    const numbered = heard.number === undefined ? undefined : this.#numbering.take(heard.number, heard.timeUs, what);
    if (numbered?.kind === 'duplicate') {
      this.#duplicates++;
      return { numbered };
    }
    const late = numbered?.kind === 'late';
    if (late) {
      this.#late++;
      this.#asked = Math.min(this.#asked, 1);
      this.#askAtUs = arrivedUs + ASK_AGAIN_US;
    } else if (numbered && 'gap' in numbered) this.#asked = 0;
    this.#passings++;
    const placed = this.#place(heard, arrivedUs, late);
    return { ...(numbered ? { numbered } : {}), placed, passing: this.#passing(heard, placed, { arrivedUs, late }) };
  }

  /** Takes a status, whose number counts with those of the passings where it has one. */
  status(heard: HeardStatus): Numbered | undefined {
    const { kind: _kind, decoder: _decoder, number, ...measured } = heard;
    this.#status = measured;
    return number === undefined ? undefined : this.#numbering.take(number, undefined, `status ${number}`);
  }

  session(session: number, last: number | undefined): Numbered | undefined {
    const numbered = this.#numbering.takeSession(session, last);
    if (numbered) this.#asked = 0;
    return numbered;
  }

  version(says: string): void {
    this.#says = says;
  }

  /** @returns how far the clock jumped, if it did */
  clock(timeUs: number, nowUs: number): number | undefined {
    return this.#clock.set(timeUs, nowUs);
  }

  /** After a new connection everything that is missing is asked for again. */
  askAgain(): void {
    this.#asked = 0;
    this.#askAtUs = 0;
  }

  /** Tells whether passings are missing and there is no use in asking on. */
  isGivenUp(nowUs: number): boolean {
    return this.missing.length > 0 && (!this.#questions || (this.#asked >= ASKED_AT_MOST && nowUs >= this.#askAtUs));
  }

  /** The questions for missing passings that are due. */
  questions(nowUs: number): readonly Uint8Array[] {
    const questions = this.#questions;
    if (!questions || this.missing.length === 0 || this.#asked >= ASKED_AT_MOST) return [];
    if (this.#asked > 0 && nowUs < this.#askAtUs) return [];
    this.#asked++;
    this.#askAtUs = nowUs + ASK_AGAIN_US;
    return this.missing.slice(0, RANGES_AT_ONCE).map((gap) => questions.resend(this.decoder, gap.from, gap.until));
  }

  forgetMissing(): void {
    this.#numbering.forgetMissing();
  }

  health(): DecoderHealth {
    const clock = this.#clock.health();
    const lastNumber = this.#numbering.highest;
    return {
      decoder: this.decoder,
      epoch: this.epoch,
      missing: this.missing,
      passings: this.#passings,
      late: this.#late,
      duplicates: this.#duplicates,
      ...this.#status,
      ...(this.#says !== undefined ? { says: this.#says } : {}),
      ...(lastNumber !== undefined ? { lastNumber } : {}),
      ...(clock ? { clock } : {}),
    };
  }

  #place({ timeUs, agoUs, number }: HeardPassing, arrivedUs: number, late: boolean): Placed {
    if (timeUs !== undefined) {
      const heardAs = late || this.#isScored ? 'old' : number === undefined ? 'live' : 'in-order';
      return this.#clock.place(timeUs, arrivedUs, heardAs);
    }
    return agoUs === undefined ? { clubTimeUs: arrivedUs, doubt: 'no-time' } : { clubTimeUs: arrivedUs - agoUs };
  }

  #passing(heard: HeardPassing, placed: Placed, arrival: { readonly arrivedUs: number; readonly late: boolean }): Passing {
    const { kind: _kind, decoder: _decoder, agoUs: _agoUs, timeUs, ...told } = heard;
    return {
      source: this.#source.name,
      decoder: this.decoder,
      epoch: this.epoch,
      ...(this.#source.loop === undefined ? {} : { loop: this.#source.loop }),
      ...told,
      timeUs: timeUs ?? placed.clubTimeUs,
      clubTimeUs: placed.clubTimeUs,
      ...arrival,
      ...(placed.doubt ? { doubt: placed.doubt } : {}),
    };
  }
}
