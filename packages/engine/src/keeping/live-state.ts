import type { AnyFact, Fact, FactKind } from '../fact.ts';
import { FactList, type MeetingFacts, type RaceFacts, type State } from '../state.ts';
import { changed, reads, Source } from './kept.ts';

/** A part of the state that changes with facts of one kind, or with those that fit. */
interface Part {
  readonly source: Source;
  readonly fits: (fact: AnyFact) => boolean;
}

/** A list of the state as it stands now, whichever fact came last; it notes which of its facts are read. */
export class LiveList extends FactList {
  readonly #whole = new Source();
  readonly #parts = new Map<string, Part>();
  readonly #find: () => FactList;
  constructor(find: () => FactList) {
    super([], 0);
    this.#find = find;
  }
  get #all(): FactList {
    reads(this.#whole);
    return this.#find();
  }
  override get length(): number {
    return this.#all.length;
  }
  override [Symbol.iterator](): Iterator<AnyFact> {
    return this.#all[Symbol.iterator]();
  }
  override with(fact: AnyFact): FactList {
    return this.#all.with(fact);
  }
  override replacing(seq: number, by?: AnyFact): FactList {
    return this.#all.replacing(seq, by);
  }
  override restoring(fact: AnyFact): FactList {
    return this.#all.restoring(fact);
  }
  override continues(earlier: FactList): boolean {
    return this.#all.continues(earlier);
  }
  override numbered(key: string): boolean {
    return this.#all.numbered(key);
  }
  override after(count: number): readonly AnyFact[] {
    return this.#all.after(count);
  }
  override last(): AnyFact | undefined {
    return this.#all.last();
  }
  override of<K extends FactKind>(kind: K): readonly Fact<K>[] {
    this.#read(kind, (fact) => fact.kind === kind);
    return this.#find().of(kind);
  }
  override matching<F extends AnyFact>(name: string, fits: (fact: AnyFact) => fact is F): readonly F[] {
    this.#read(name, fits);
    return this.#find().matching(name, fits);
  }
  /** A fact on record stays as it was written; only one that is yet to come can change the answer. */
  override at(seq: number): AnyFact | undefined {
    return this.#find().at(seq) ?? this.#all.at(seq);
  }
  #read(name: string, fits: (fact: AnyFact) => boolean): void {
    const known = this.#parts.get(name);
    if (known) return reads(known.source);
    const source = new Source();
    this.#parts.set(name, { source, fits });
    reads(source);
  }
  /** Tells those who read of the facts that came, went or were put in the place of others. */
  tell(facts: readonly AnyFact[]): void {
    if (facts.length === 0) return;
    changed(this.#whole);
    for (const { source, fits } of this.#parts.values()) if (source.readers && source.readers.size > 0 && facts.some(fits)) changed(source);
  }
}

/** What stands behind the entries of a live map. */
interface Entries<V, L> {
  readonly now: () => ReadonlyMap<string, V>;
  readonly live: (id: string) => L;
  /** Tells the readers of one entry what became of it. */
  readonly tell: (live: L, before: V | undefined, after: V | undefined) => void;
}

/** A map of the state as it stands now, that notes which of its entries are looked for. */
export class LiveMap<V extends object, L extends V> implements ReadonlyMap<string, V> {
  readonly #entries: Entries<V, L>;
  readonly #keys = new Source();
  readonly #presence = new Map<string, Source>();
  readonly #live = new Map<string, L>();
  constructor(entries: Entries<V, L>) {
    this.#entries = entries;
  }
  get(id: string): L | undefined {
    return this.has(id) ? this.#of(id) : undefined;
  }
  has(id: string): boolean {
    const is = this.#entries.now().has(id);
    reads(is ? this.#presenceOf(id) : this.#keys);
    return is;
  }
  get size(): number {
    reads(this.#keys);
    return this.#entries.now().size;
  }
  *keys(): MapIterator<string> {
    reads(this.#keys);
    yield* this.#entries.now().keys();
  }
  *values(): MapIterator<L> {
    for (const id of this.keys()) yield this.#of(id);
  }
  *entries(): MapIterator<[string, L]> {
    for (const id of this.keys()) yield [id, this.#of(id)];
  }
  [Symbol.iterator](): MapIterator<[string, L]> {
    return this.entries();
  }
  forEach(each: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [id, value] of this) each(value, id, this);
  }
  /** Only of what is there: anybody may ask for names that are not. */
  #presenceOf(id: string): Source {
    const known = this.#presence.get(id) ?? new Source();
    this.#presence.set(id, known);
    return known;
  }
  /** One object an entry, whatever becomes of it. */
  #of(id: string): L {
    const known = this.#live.get(id) ?? this.#entries.live(id);
    this.#live.set(id, known);
    return known;
  }
  /** Tells those who read what differs between the map as it was and as it is. */
  tell(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): void {
    for (const [id, is] of after) {
      const was = before.get(id);
      if (was === is) continue;
      if (!was) this.#moved(id);
      const live = this.#live.get(id);
      if (live) this.#entries.tell(live, was, is);
    }
    for (const [id, was] of before) {
      if (after.has(id)) continue;
      this.#moved(id);
      const live = this.#live.get(id);
      if (live) this.#entries.tell(live, was, undefined);
    }
  }
  #moved(id: string): void {
    changed(this.#keys);
    const presence = this.#presence.get(id);
    if (presence) changed(presence);
  }
}

class LiveRace implements RaceFacts {
  readonly id: string;
  readonly facts: LiveList;
  constructor(id: string, find: () => FactList) {
    this.id = id;
    this.facts = new LiveList(find);
  }
}

const NO_RACES: ReadonlyMap<string, RaceFacts> = new Map();

export class LiveMeeting implements MeetingFacts {
  readonly id: string;
  readonly facts: LiveList;
  readonly passings: LiveList;
  readonly races: LiveMap<RaceFacts, LiveRace>;
  readonly #season = new Source();
  readonly #written = new Source();
  readonly #now: () => MeetingFacts | undefined;
  constructor(id: string, now: () => MeetingFacts | undefined) {
    this.id = id;
    this.#now = now;
    this.facts = new LiveList(() => now()?.facts ?? FactList.empty);
    this.passings = new LiveList(() => now()?.passings ?? FactList.empty);
    const races = (): ReadonlyMap<string, RaceFacts> => now()?.races ?? NO_RACES;
    this.races = new LiveMap<RaceFacts, LiveRace>({
      now: races,
      live: (race) => new LiveRace(race, () => races().get(race)?.facts ?? FactList.empty),
      tell: (live, before, after) => this.#tellList(live.facts, before?.facts, after?.facts),
    });
  }
  get season(): string | undefined {
    reads(this.#season);
    return this.#now()?.season;
  }
  /** The meeting to look back in: facts that are added behind change nothing of what was there before. */
  lookBack(): MeetingFacts | undefined {
    reads(this.#written);
    void this.races.size;
    void this.season;
    return this.#now();
  }
  tell(before: MeetingFacts | undefined, after: MeetingFacts | undefined): void {
    if (before?.season !== after?.season) changed(this.#season);
    this.#tellList(this.facts, before?.facts, after?.facts);
    this.#tellList(this.passings, before?.passings, after?.passings);
    if (before?.races !== after?.races) this.races.tell(before?.races ?? NO_RACES, after?.races ?? NO_RACES);
  }
  #tellList(list: LiveList, before = FactList.empty, after = FactList.empty): void {
    if (before === after) return;
    const { facts, behind } = FactList.between(before, after);
    if (!behind) changed(this.#written);
    list.tell(facts);
  }
}

/** The state as it stands now, for answers that are kept while the club goes on. */
export class LiveState implements State {
  readonly club: LiveList;
  readonly all: LiveList;
  readonly seasons: LiveMap<FactList, LiveList>;
  readonly meetings: LiveMap<MeetingFacts, LiveMeeting>;
  readonly #now: () => State;
  readonly #seq = new Source();
  readonly #voided = new Source();
  readonly #corrections = new Source();
  readonly #findings = new Source();
  constructor(now: () => State) {
    this.#now = now;
    this.club = new LiveList(() => now().club);
    this.all = new LiveList(() => now().all);
    this.seasons = new LiveMap<FactList, LiveList>({
      now: () => now().seasons,
      live: (id) => new LiveList(() => now().seasons.get(id) ?? FactList.empty),
      tell: (live, before = FactList.empty, after = FactList.empty) => live.tell(FactList.between(before, after).facts),
    });
    this.meetings = new LiveMap<MeetingFacts, LiveMeeting>({
      now: () => now().meetings,
      live: (id) => new LiveMeeting(id, () => now().meetings.get(id)),
      tell: (live, before, after) => live.tell(before, after),
    });
  }
  get seq(): number {
    reads(this.#seq);
    return this.#now().seq;
  }
  get voided(): State['voided'] {
    reads(this.#voided);
    return this.#now().voided;
  }
  get corrections(): State['corrections'] {
    reads(this.#corrections);
    return this.#now().corrections;
  }
  get findings(): State['findings'] {
    reads(this.#findings);
    return this.#now().findings;
  }
  /** Tells those who read what differs between two states. */
  tell(before: State, after: State): void {
    if (before.seq !== after.seq) changed(this.#seq);
    if (before.voided !== after.voided) changed(this.#voided);
    if (before.corrections !== after.corrections) changed(this.#corrections);
    if (before.findings !== after.findings) changed(this.#findings);
    if (before.all !== after.all) this.all.tell(FactList.between(before.all, after.all).facts);
    if (before.club !== after.club) this.club.tell(FactList.between(before.club, after.club).facts);
    this.seasons.tell(before.seasons, after.seasons);
    this.meetings.tell(before.meetings, after.meetings);
  }
}
