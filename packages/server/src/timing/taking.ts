import type { Clock, Passing } from '@racetower/timing';
import { passOf } from '@racetower/timing';
import type { Club } from '../club/club.ts';
import { openMeeting } from './meeting-now.ts';
import type { ClubProblem } from './problems.ts';

/** A passing that the club did not take, and why. */
export interface NotTaken {
  readonly source: string;
  readonly atUs: number;
  readonly what: string;
  readonly code: string;
  readonly says: string;
}

export interface TakingSettings {
  readonly club: Club;
  readonly clock: Clock;
  /** Told whenever what the health view says of it has changed. */
  readonly changed: () => void;
}

/** Passings that wait to be put on record; more than that are left to the capture. */
const MOST_WAITING = 50_000;
const AGAIN_US = 1_000_000;
const SHOWN = 20;
/** What is done leaves the list so many at a time. */
const TOGETHER = 1000;

type Item =
  | { readonly is: 'passing'; readonly source: string; readonly meeting: string | undefined; readonly passing: Passing }
  | { readonly is: 'then'; readonly work: () => void };

/**
 * Puts passings on record one after the other, in the order in which they were heard.
 *
 * While the log cannot be written they wait and are tried again; none is dropped for that. What the rulebook refuses is kept in view.
 */
export class Taking {
  readonly #settings: TakingSettings;
  readonly #by: (source: string) => string;
  #waiting: Item[] = [];
  /** How many of `#waiting` are done. */
  #at = 0;
  #busy = false;
  #closed = false;
  #idle: (() => void)[] = [];
  #callOff: () => void = () => undefined;
  readonly #notTaken: NotTaken[] = [];
  readonly #counts = { taken: 0, repeated: 0, refused: 0, noMeeting: 0, overrun: 0 };
  #fault: string | undefined;

  constructor(settings: TakingSettings) {
    this.#settings = settings;
    const role = settings.club.book.authority.get('pass')?.roles[0] ?? 'system';
    this.#by = (source) => `${role}:${source}`;
  }

  /** Takes a passing for a meeting; left out, for the one that is open when its turn comes. */
  passing(source: string, passing: Passing, meeting: string | undefined): void {
    if (this.waiting >= MOST_WAITING) this.#counts.overrun += 1;
    else this.#add({ is: 'passing', source, meeting, passing });
  }

  /** Does something once all that was taken before is on record. */
  afterwards(work: () => void): void {
    if (this.waiting === 0) work();
    else this.#add({ is: 'then', work });
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    if (!this.#busy) return;
    await new Promise<void>((done) => this.#idle.push(done));
  }

  close(): void {
    this.#closed = true;
    this.#callOff();
    this.#waiting = [];
    this.#at = 0;
    this.#rest();
  }

  get waiting(): number {
    return this.#waiting.length - this.#at;
  }

  get notTaken(): readonly NotTaken[] {
    return this.#notTaken;
  }

  get taken(): number {
    return this.#counts.taken;
  }

  /** What is wrong, in words. */
  problems(): readonly ClubProblem[] {
    const { refused, noMeeting, overrun } = this.#counts;
    const last = this.#notTaken.at(-1);
    return [
      ...(this.#fault === undefined
        ? []
        : [{ kind: 'log' as const, says: `passings cannot be put on record and wait: ${this.#fault}`, now: true }]),
      ...(noMeeting === 0
        ? []
        : [{ kind: 'no-meeting' as const, says: `${noMeeting} passings came while no meeting was open`, now: false }]),
      ...(refused === 0
        ? []
        : [{ kind: 'not-taken' as const, says: `${refused} passings were not taken: ${last?.says ?? ''}`, now: false }]),
      ...(overrun === 0
        ? []
        : [
            {
              kind: 'overrun' as const,
              says: `${overrun} passings came faster than they can be put on record; the capture has them`,
              now: false,
            },
          ]),
    ];
  }

  #add(item: Item): void {
    if (this.#closed) return;
    this.#waiting.push(item);
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let next = this.#waiting[this.#at]; next && !this.#closed; next = this.#waiting[this.#at]) {
      try {
        if (next.is === 'then') next.work();
        else await this.#give(next);
        this.#fault = undefined;
        this.#done();
      } catch (error) {
        this.#fault = error instanceof Error ? error.message : String(error);
        this.#settings.changed();
        await this.#aWhile();
      }
    }
    this.#busy = false;
    this.#rest();
    this.#settings.changed();
  }

  #done(): void {
    this.#at += 1;
    if (this.#at < TOGETHER && this.#at < this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#at);
    this.#at = 0;
  }

  /** @throws what keeps it from being put on record now, so that it is tried again */
  async #give({ source, meeting: only, passing }: Extract<Item, { readonly is: 'passing' }>): Promise<void> {
    const { club } = this.#settings;
    const meeting = only ?? openMeeting(await club.latest());
    if (meeting === undefined) {
      this.#counts.noMeeting += 1;
      return;
    }
    const outcome = await club.give({ do: 'pass', by: this.#by(source), meeting, ...passOf(passing) });
    if (outcome.is === 'done') this.#counts[outcome.facts.length > 0 ? 'taken' : 'repeated'] += 1;
    else if (outcome.is === 'refused') this.#refused(source, passing, outcome.refusal);
    else throw new Error('other programs write to the log all the time');
  }

  #refused(source: string, passing: Passing, { code, says }: { readonly code: string; readonly says: string }): void {
    this.#counts.refused += 1;
    const what = passing.transponder ?? passing.car ?? passing.special ?? 'unknown';
    this.#notTaken.push({ source, atUs: passing.clubTimeUs, what, code, says });
    if (this.#notTaken.length > SHOWN) this.#notTaken.shift();
  }

  #aWhile(): Promise<void> {
    return new Promise((done) => {
      const off = this.#settings.clock.after(AGAIN_US, done);
      this.#callOff = () => {
        off();
        done();
      };
    });
  }

  #rest(): void {
    const told = this.#idle;
    this.#idle = [];
    for (const each of told) each();
  }
}
