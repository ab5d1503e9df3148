import { join } from 'node:path';
import { type Clock, fileKeeper, type Keeper, NoAddress, PortProblem, type SourceHealth } from '@racetower/timing';
import type { ServedClub } from '../http/clubs.ts';
import { FeedOut } from './feed-out.ts';
import { Gear, type ToldByGear } from './gear.ts';
import { openMeeting, raceNow } from './meeting-now.ts';
import type { ClubProblem } from './problems.ts';
import type { FeedSetUp, SetUpStore, SourceSetUp, TimingSetUp } from './set-up.ts';
import { type NotTaken, Taking } from './taking.ts';

/** The gear of a club, how it does, and what became of its passings. */
export interface TimingHealth {
  /** The meeting that passings go to, and the race on the track. */
  readonly meeting?: string;
  readonly race?: string;
  readonly sources: readonly GearHealth[];
  readonly feed?: FeedSetUp & { readonly on: boolean; readonly listensAt?: number; readonly readers?: number };
  /** Passings put on record since the server began, those that wait, and the last that were refused. */
  readonly taken: number;
  readonly waiting: number;
  readonly notTaken: readonly NotTaken[];
  /** Between gear and record; what is wrong with the gear itself stands with it. */
  readonly problems: readonly ClubProblem[];
}

export interface GearHealth extends SourceSetUp {
  readonly source: string;
  readonly on: boolean;
  /** Left out while it is off. */
  readonly health?: SourceHealth;
  /** Of a feed of other timing software. It shows no flag here: that is for race control. */
  readonly told?: ToldByGear;
}

/** Something about gear cannot be done; `code` is for programs. */
export class GearError extends Error {
  readonly code: 'unknown-source' | 'gear-on' | 'cannot-start';
  constructor(code: GearError['code'], says: string) {
    super(says);
    this.code = code;
  }
}

export interface ClubTimingSettings {
  readonly served: ServedClub;
  readonly clock: Clock;
  readonly store: SetUpStore;
  /** Where captures and numbers are kept, a folder of this club. */
  readonly folder: string;
}

/** The timing of a club at this machine: gear in, scoreboards out. Nothing is on that nobody has started. */
export class ClubTiming {
  readonly #settings: ClubTimingSettings;
  readonly #taking: Taking;
  readonly #keeper: Keeper;
  readonly #gear = new Map<string, Gear>();
  readonly #cannot = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  #setUp: TimingSetUp;
  #feed: FeedOut | undefined;

  /** @throws SetUpError when what was kept cannot be read */
  constructor(settings: ClubTimingSettings) {
    this.#settings = settings;
    this.#setUp = settings.store.load();
    this.#keeper = fileKeeper(join(settings.folder, 'numbers.json'));
    this.#taking = new Taking({ club: settings.served.club, clock: settings.clock, changed: () => this.#changed() });
  }

  /** Starts again what was on when the server ended. What cannot be started is named on the health view. */
  async open(): Promise<void> {
    for (const [name, { on }] of Object.entries(this.#setUp.sources)) if (on) await this.#startGear(name).catch(() => undefined);
    if (this.#setUp.feed?.on === true) await this.#startFeed().catch(() => undefined);
  }

  get setUp(): TimingSetUp {
    return this.#setUp;
  }

  /** Calls back when the health may have changed. @returns stops it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Adds gear, which is off at first, or changes gear that is off. @throws GearError when it is on */
  set(name: string, setUp: SourceSetUp): void {
    if (this.#gear.has(name)) throw new GearError('gear-on', `${name} is on: stop it, change it, start it again`);
    this.#cannot.delete(name);
    this.#keep({ ...this.#setUp, sources: { ...this.#setUp.sources, [name]: { ...setUp, on: false } } });
  }

  remove(name: string): void {
    this.#known(name);
    if (this.#gear.has(name)) throw new GearError('gear-on', `${name} is on: stop it first`);
    this.#cannot.delete(name);
    this.#keep({ ...this.#setUp, sources: Object.fromEntries(Object.entries(this.#setUp.sources).filter(([each]) => each !== name)) });
  }

  /** Starts gear, now and whenever the server starts. Gear that is on is left as it is. */
  async start(name: string): Promise<void> {
    this.#known(name);
    if (!this.#gear.has(name)) await this.#startGear(name);
    this.#keepOn(name, true);
  }

  async stop(name: string): Promise<void> {
    this.#known(name);
    this.#gear.get(name)?.close();
    this.#gear.delete(name);
    this.#cannot.delete(name);
    this.#keepOn(name, false);
    await this.#taking.idle();
  }

  /** An official has dealt with the missing passings: they are told no more. */
  dismissGaps(name: string): void {
    this.#known(name);
    this.#gear.get(name)?.dismissGaps();
    this.#changed();
  }

  setFeed(feed: FeedSetUp): void {
    if (this.#feed) throw new GearError('gear-on', 'the feed is on: stop it, change it, start it again');
    this.#keep({ ...this.#setUp, feed: { ...feed, on: false } });
  }

  async startFeed(): Promise<void> {
    if (!this.#setUp.feed) throw new GearError('unknown-source', 'the feed is not set up');
    if (!this.#feed) await this.#startFeed();
    this.#keep({ ...this.#setUp, feed: { ...this.#setUp.feed, on: true } });
  }

  async stopFeed(): Promise<void> {
    const { feed } = this.#setUp;
    if (!feed) throw new GearError('unknown-source', 'the feed is not set up');
    const running = this.#feed;
    this.#feed = undefined;
    this.#cannot.delete('feed');
    this.#keep({ ...this.#setUp, feed: { ...feed, on: false } });
    await running?.close();
  }

  /** Resolves when all that was heard is on record. */
  async idle(): Promise<void> {
    await this.#taking.idle();
  }

  async health(): Promise<TimingHealth> {
    const { club } = this.#settings.served;
    const state = await club.latest();
    const meeting = openMeeting(state);
    const race = raceNow(state)?.race;
    const sources = Object.entries(this.#setUp.sources).map(([source, setUp]): GearHealth => {
      const gear = this.#gear.get(source);
      const [health, told] = [gear?.health(), gear?.told];
      return { source, ...setUp, ...(health ? { health } : {}), ...(told ? { told } : {}) };
    });
    const { feed } = this.#setUp;
    return {
      ...(meeting === undefined ? {} : { meeting }),
      ...(race === undefined ? {} : { race }),
      sources,
      ...(feed ? { feed: { ...feed, ...(this.#feed ? { listensAt: this.#feed.port, readers: this.#feed.clients } : {}) } } : {}),
      taken: this.#taking.taken,
      waiting: this.#taking.waiting,
      notTaken: this.#taking.notTaken,
      problems: [...this.#ownProblems(), ...(meeting === undefined ? [] : await this.#cars(meeting, race))],
    };
  }

  /** Hangs up everywhere once all that was heard is on record; what was on stays so for the next start. */
  async close(): Promise<void> {
    for (const each of this.#gear.values()) each.close();
    await this.#feed?.close();
    if (this.#taking.problems().every((each) => each.kind !== 'log')) await this.#taking.idle();
    this.#taking.close();
    this.#listeners.clear();
  }

  #ownProblems(): readonly ClubProblem[] {
    const cannot = [...this.#cannot].map(([source, says]): ClubProblem => ({ kind: 'cannot-start', says, source, now: true }));
    const { fault } = this.#feed ?? {};
    const feed =
      fault === undefined ? [] : [{ kind: 'cannot-start' as const, says: `the race cannot be shown: ${fault}`, source: 'feed', now: true }];
    return [...this.#taking.problems(), ...[...this.#gear.values()].flatMap((each) => each.problems()), ...cannot, ...feed];
  }

  /** What the club's own records say of transponders: two cars with one, one that nobody has. */
  async #cars(meeting: string, race: string | undefined): Promise<readonly ClubProblem[]> {
    const answered = await this.#settings.served.club.ask({ view: 'passings', meeting, ...(race === undefined ? {} : { race }) });
    if (!answered.ok) return [];
    const { shared, unknown } = answered.answer as Transponders;
    return [
      ...shared.map((each): ClubProblem => ({
        kind: 'two-cars',
        says: `transponder ${each.transponder} is carried by cars ${each.cars.join(' and ')} of ${each.class}`,
        now: true,
      })),
      ...unknown.map((each): ClubProblem => ({ kind: 'unknown-transponder', says: `nobody has transponder ${each}`, now: true })),
    ];
  }

  #known(name: string): SourceSetUp {
    const setUp = this.#setUp.sources[name];
    if (!setUp) throw new GearError('unknown-source', `there is no gear called ${name.slice(0, 60)}`);
    return setUp;
  }

  async #startGear(name: string): Promise<void> {
    const { clock, folder } = this.#settings;
    const gear = new Gear({
      name,
      setUp: this.#known(name),
      clock,
      taking: this.#taking,
      folder,
      keeper: this.#keeper,
      changed: () => this.#changed(),
    });
    this.#gear.set(name, gear);
    try {
      await gear.start();
      this.#cannot.delete(name);
    } catch (error) {
      this.#gear.delete(name);
      throw this.#cannotStart(name, error);
    }
  }

  async #startFeed(): Promise<void> {
    const { feed } = this.#setUp;
    if (!feed) return;
    try {
      this.#feed = await FeedOut.open(this.#settings.served, this.#settings.clock, feed);
      this.#cannot.delete('feed');
    } catch (error) {
      throw this.#cannotStart('feed', error);
    }
  }

  #cannotStart(what: string, error: unknown): Error {
    const says = error instanceof Error ? error.message : String(error);
    this.#cannot.set(what, says);
    this.#changed();
    if (error instanceof NoAddress || error instanceof PortProblem) return new GearError('cannot-start', says);
    return error instanceof Error ? error : new Error(says);
  }

  #keepOn(name: string, on: boolean): void {
    this.#keep({ ...this.#setUp, sources: { ...this.#setUp.sources, [name]: { ...this.#known(name), on } } });
  }

  #keep(setUp: TimingSetUp): void {
    this.#settings.store.save(setUp);
    this.#setUp = setUp;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

interface Transponders {
  readonly shared: readonly { readonly transponder: string; readonly cars: readonly string[]; readonly class: string }[];
  readonly unknown: readonly string[];
}

/** The file of a club's set-up and the folder of its captures, beside its log. */
export const timingPlaces = (data: string, club: string): { readonly file: string; readonly folder: string } => ({
  file: join(data, `${club}.timing.json`),
  folder: join(data, 'timing', club),
});
