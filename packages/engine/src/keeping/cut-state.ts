import type { MeetingFacts, State } from '../state.ts';

/** The meetings of a state with another in the place of one. */
class CutMeetings implements ReadonlyMap<string, MeetingFacts> {
  readonly #whole: State;
  readonly #cut: MeetingFacts;
  constructor(whole: State, cut: MeetingFacts) {
    this.#whole = whole;
    this.#cut = cut;
  }
  get(id: string): MeetingFacts | undefined {
    return id === this.#cut.id ? this.#cut : this.#whole.meetings.get(id);
  }
  has(id: string): boolean {
    return id === this.#cut.id || this.#whole.meetings.has(id);
  }
  get size(): number {
    return this.#whole.meetings.size;
  }
  keys(): MapIterator<string> {
    return this.#whole.meetings.keys();
  }
  *values(): MapIterator<MeetingFacts> {
    for (const [, meeting] of this) yield meeting;
  }
  *entries(): MapIterator<[string, MeetingFacts]> {
    for (const [id, meeting] of this.#whole.meetings) yield [id, id === this.#cut.id ? this.#cut : meeting];
  }
  [Symbol.iterator](): MapIterator<[string, MeetingFacts]> {
    return this.entries();
  }
  forEach(each: (value: MeetingFacts, key: string, map: ReadonlyMap<string, MeetingFacts>) => void): void {
    for (const [id, meeting] of this) each(meeting, id, this);
  }
}

/** A state in which one meeting is as it was earlier; all else is what the state is, also when that goes on. */
export class CutState implements State {
  readonly #whole: State;
  readonly meetings: ReadonlyMap<string, MeetingFacts>;
  constructor(whole: State, cut: MeetingFacts) {
    this.#whole = whole;
    this.meetings = new CutMeetings(whole, cut);
  }
  get seq(): number {
    return this.#whole.seq;
  }
  get club(): State['club'] {
    return this.#whole.club;
  }
  get seasons(): State['seasons'] {
    return this.#whole.seasons;
  }
  get all(): State['all'] {
    return this.#whole.all;
  }
  get voided(): State['voided'] {
    return this.#whole.voided;
  }
  get corrections(): State['corrections'] {
    return this.#whole.corrections;
  }
  get findings(): State['findings'] {
    return this.#whole.findings;
  }
}
