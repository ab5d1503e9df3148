import type { Heard, HeardLoss, HeardPassing, HeardStatus, Protocol, Reader } from '../heard.ts';
import type { Clock } from './clock.ts';
import { DecoderBook } from './decoder-book.ts';
import type { Keeper, Recorder, TimingEvent } from './event.ts';
import { type LinkState, ProblemBook, type SourceHealth } from './health.ts';
import { Link } from './link.ts';
import type { Numbered } from './numbering.ts';
import { clockWords, gapWords, statusProblems } from './words.ts';
import { looksLike } from './sniff.ts';
import type { Dial } from './wire.ts';

export interface SourceSettings {
  /** As the club calls it. */
  readonly name: string;
  /** Where its loop lies, if that is not the start-finish line; a source that tells loops itself overrules it. */
  readonly loop?: string;
  readonly protocol: Protocol;
  readonly dial: Dial;
  readonly clock: Clock;
  readonly hear: (event: TimingEvent) => void;
  readonly keeper?: Keeper;
  readonly recorder?: Recorder;
}

/** A source of passings that is kept connected. */
export interface TimingSource {
  readonly health: () => SourceHealth;
  /** An official has dealt with what is missing: it is told and asked for no more. */
  readonly dismissGaps: () => void;
  readonly close: () => void;
}

const TICK_US = 1_000_000;
const ASK_CLOCK_US = 30_000_000;
/** More than this in a second, passings that are sent again apart, is no racing. */
const FLOOD_PASSINGS = 1000;
const FLOOD_BYTES = 1_000_000;
const FLOOD_OVER_US = 5_000_000;
/** So many bytes without anything that can be read are another protocol. */
const FOREIGN_BYTES = 128;
const DRIFT_PPM = 500;
const CLOCK_OFF_US = 60_000_000;

/** Connects to timing gear and tells its passings, each once, whatever the line does. */
export function openSource(settings: SourceSettings): TimingSource {
  const source = new Source(settings);
  source.open();
  return source;
}

class Source implements TimingSource {
  readonly #settings: SourceSettings;
  readonly #problems: ProblemBook;
  readonly #link: Link;
  readonly #decoders = new Map<string, DecoderBook>();
  readonly #lost = new Map<string, { readonly times: number; readonly bytes: number }>();
  #reader: Reader;
  #bytes = 0;
  #lastHeardUs: number | undefined;
  #askedClockUs = -Infinity;
  #askSession = false;
  /** What the health view says of gaps is to be said anew. */
  #gapsChanged = false;
  /** Read in vain since anything was understood. */
  #foreign = 0;
  #second = { atUs: 0, passings: 0, bytes: 0 };
  #floodedUs: number | undefined;
  #stopTick: () => void = () => undefined;

  constructor(settings: SourceSettings) {
    this.#settings = settings;
    this.#reader = settings.protocol.reader();
    this.#problems = new ProblemBook((problem, change) => settings.hear({ kind: 'problem', source: settings.name, change, problem }));
    for (const [decoder, memory] of Object.entries(settings.keeper?.load(settings.name)?.decoders ?? {}))
      this.#decoders.set(decoder, new DecoderBook(settings, decoder, memory));
    this.#link = new Link(settings, {
      state: (state, says) => this.#linked(state, says),
      received: (bytes) => this.#received(bytes),
      broke: () => this.#take(this.#reader.end(), this.#now()),
    });
  }

  open(): void {
    this.#tick();
    this.#link.open();
  }

  close(): void {
    this.#stopTick();
    this.#link.close();
    this.#take(this.#reader.end(), this.#now());
    this.#save();
  }

  dismissGaps(): void {
    for (const book of this.#decoders.values()) book.forgetMissing();
    this.#tellGaps(this.#now());
    this.#save();
  }

  health(): SourceHealth {
    return {
      source: this.#settings.name,
      protocol: this.#settings.protocol.name,
      link: this.#link.state,
      bytes: this.#bytes,
      lost: Object.fromEntries(this.#lost),
      ...(this.#lastHeardUs !== undefined ? { lastHeardUs: this.#lastHeardUs } : {}),
      decoders: [...this.#decoders.values()].map((each) => each.health()),
      problems: this.#problems.all,
    };
  }

  #now(): number {
    return this.#settings.clock.nowUs();
  }

  #linked(state: LinkState, says: string): void {
    const now = this.#now();
    this.#settings.hear({ kind: 'link', source: this.#settings.name, state, says });
    if (state === 'waiting') this.#problems.holds('disconnected', now, says);
    if (state !== 'connected') return;
    this.#problems.over('disconnected', now);
    this.#reader = this.#settings.protocol.reader();
    this.#foreign = 0;
    const { questions } = this.#settings.protocol;
    if (questions) this.#link.send(questions.version());
    this.#askedClockUs = -Infinity;
    this.#askSession = true;
    for (const each of this.#decoders.values()) each.askAgain();
    this.#ask(now);
  }

  #received(bytes: Uint8Array): void {
    const now = this.#now();
    this.#bytes += bytes.length;
    this.#lastHeardUs = now;
    this.#problems.over('stall', now);
    this.#second = { ...this.#second, bytes: this.#second.bytes + bytes.length };
    const heard = this.#reader.feed(bytes);
    this.#take(heard, now);
    this.#watchLanguage(bytes, heard, now);
    this.#watchFlood(now);
    this.#ask(now);
    this.#save();
  }

  #take(heard: readonly Heard[], now: number): void {
    for (const each of heard) this.#takeOne(each, now);
  }

  #takeOne(heard: Heard, now: number): void {
    switch (heard.kind) {
      case 'passing':
        return this.#passing(heard, now);
      case 'status':
        return this.#status(heard, now);
      case 'clock':
        return this.#clockTold(this.#book(heard.decoder), heard.timeUs, now);
      case 'session': {
        const book = this.#book(heard.decoder);
        return this.#numbered(book, book.session(heard.session, heard.last), now);
      }
      case 'version':
        return this.#book(heard.decoder).version(heard.says);
      case 'flag':
        return this.#settings.hear({
          kind: 'flag',
          source: this.#settings.name,
          flag: heard.flag,
          ...(heard.session !== undefined ? { session: heard.session } : {}),
        });
      case 'lost':
        return this.#lose(heard, now);
      case 'note':
        return undefined;
    }
  }

  /** A source without decoders that name themselves has one, called like it. */
  #book(decoder: string | undefined): DecoderBook {
    const [only] = this.#decoders.size === 1 ? this.#decoders.values() : [];
    const id = decoder ?? only?.decoder ?? this.#settings.name;
    const known = this.#decoders.get(id);
    if (known) return known;
    const book = new DecoderBook(this.#settings, id);
    this.#decoders.set(id, book);
    // Without a first number nobody could tell that the first passings were missed.
    this.#askSession = true;
    return book;
  }

  #passing(heard: HeardPassing, now: number): void {
    const book = this.#book(heard.decoder);
    const { numbered, placed, passing } = book.book(heard, now);
    if (numbered?.kind !== 'late') this.#second = { ...this.#second, passings: this.#second.passings + 1 };
    this.#numbered(book, numbered, now);
    if (!passing) return;
    if (placed?.jumpedUs !== undefined) this.#problems.happened('clock-jumped', now, clockWords(placed.jumpedUs));
    if (placed?.doubt) this.#problems.happened(placed.doubt, now, passing.transponder ?? passing.car ?? '');
    if (passing.lowBattery) this.#problems.happened('battery', now, passing.transponder ?? '');
    this.#settings.hear({ kind: 'passing', passing });
  }

  #numbered(book: DecoderBook, numbered: Numbered | undefined, now: number): void {
    const { name, hear } = this.#settings;
    if (numbered?.kind === 'reset') {
      this.#problems.happened('reset', now, `decoder ${book.decoder}`);
      hear({ kind: 'reset', source: name, decoder: book.decoder, epoch: book.epoch });
    }
    if (numbered?.kind === 'late' ? book.missing.length === 0 : numbered && numbered.kind !== 'next') this.#gapsChanged = true;
    if (numbered && 'gap' in numbered && numbered.gap)
      hear({ kind: 'gap', source: name, decoder: book.decoder, epoch: book.epoch, gap: numbered.gap });
  }

  #status(heard: HeardStatus, now: number): void {
    const book = this.#book(heard.decoder);
    this.#numbered(book, book.status(heard), now);
    for (const { kind, says } of statusProblems(heard)) {
      if (says === undefined) this.#problems.over(kind, now);
      else this.#problems.holds(kind, now, says);
    }
  }

  #clockTold(book: DecoderBook, timeUs: number, now: number): void {
    const jumpedUs = book.clock(timeUs, now);
    if (jumpedUs !== undefined) this.#problems.happened('clock-jumped', now, clockWords(jumpedUs));
    this.#watchClock(book, now);
  }

  #watchClock(book: DecoderBook, now: number): void {
    const clock = book.health().clock;
    if (!clock) return;
    if (this.#settings.protocol.tellsTimeOfDay && Math.abs(clock.aheadUs) > CLOCK_OFF_US)
      this.#problems.holds('clock-off', now, clockWords(clock.aheadUs));
    else this.#problems.over('clock-off', now);
    if (Math.abs(clock.driftPpm ?? 0) > DRIFT_PPM)
      this.#problems.holds('clock-drifts', now, `${Math.round((clock.driftPpm ?? 0) * 0.012) * 5} ms a minute`);
    else this.#problems.over('clock-drifts', now);
  }

  #lose(loss: HeardLoss, now: number): void {
    const known = this.#lost.get(loss.reason) ?? { times: 0, bytes: 0 };
    this.#lost.set(loss.reason, { times: known.times + 1, bytes: known.bytes + loss.bytes });
    this.#problems.happened('lost', now, `${loss.bytes} bytes, ${loss.says}`);
    // A frame that came broken was perhaps a passing, and perhaps the last one for a while.
    this.#askSession = true;
  }

  /** Names another protocol once enough came that cannot be read. */
  #watchLanguage(bytes: Uint8Array, heard: readonly Heard[], now: number): void {
    if (heard.some((each) => each.kind !== 'lost')) {
      this.#foreign = 0;
      this.#problems.over('other-protocol', now);
      return;
    }
    this.#foreign += bytes.length;
    if (this.#foreign >= FOREIGN_BYTES) this.#problems.holds('other-protocol', now, looksLike(bytes.subarray(0, 4096)));
  }

  #watchFlood(now: number): void {
    if (now - this.#second.atUs >= TICK_US) this.#second = { atUs: now, passings: 0, bytes: 0 };
    if (this.#second.passings <= FLOOD_PASSINGS && this.#second.bytes <= FLOOD_BYTES) return;
    this.#floodedUs = now;
    this.#problems.holds('flood', now);
  }

  #tick(): void {
    this.#stopTick = this.#settings.clock.after(TICK_US, () => this.#tick());
    const now = this.#now();
    if (this.#floodedUs !== undefined && now - this.#floodedUs >= FLOOD_OVER_US) {
      this.#floodedUs = undefined;
      this.#problems.over('flood', now);
    }
    if (this.#link.isStalled(now)) this.#problems.holds('stall', now);
    this.#link.dropIfDead(now);
    this.#gapsChanged = true;
    this.#ask(now);
    for (const book of this.#decoders.values()) this.#watchClock(book, now);
  }

  /** Asks what is due: the clock, the numbering, what is missing. */
  #ask(now: number): void {
    if (this.#link.state !== 'connected') return;
    const { questions } = this.#settings.protocol;
    if (questions && now - this.#askedClockUs >= ASK_CLOCK_US) {
      this.#askedClockUs = now;
      this.#link.send(questions.time());
    }
    const sessions = questions && this.#askSession ? [...this.#decoders.keys()].map((decoder) => questions.session(decoder)) : [];
    this.#askSession = false;
    for (const question of sessions) this.#link.send(question);
    for (const book of this.#decoders.values()) for (const question of book.questions(now)) this.#link.send(question);
    if (this.#gapsChanged) this.#tellGaps(now);
  }

  #tellGaps(now: number): void {
    this.#gapsChanged = false;
    const open = [...this.#decoders.values()].filter((each) => each.missing.length > 0);
    const lost = open.filter((each) => each.isGivenUp(now));
    const asked = open.filter((each) => !lost.includes(each));
    if (asked.length > 0) this.#problems.holds('gap', now, gapWords(asked));
    else this.#problems.over('gap', now);
    if (lost.length > 0) this.#problems.holds('gap-stays', now, gapWords(lost));
    else this.#problems.over('gap-stays', now);
  }

  #save(): void {
    const decoders = Object.fromEntries([...this.#decoders.values()].map((each) => [each.decoder, each.memory()]));
    this.#settings.keeper?.save(this.#settings.name, { decoders });
  }
}
