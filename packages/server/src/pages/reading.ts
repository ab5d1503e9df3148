import { type Answer, type Because, dayOf, inWords, type Rulebook, type State } from '@racetower/engine';
import { publicAnswer } from '../access/names.ts';
import { discreet, readingOf } from '../access/private.ts';
import type { ServedClub } from '../http/clubs.ts';

/** What a page shows of a view, or the sentence that says why there is nothing. */
export type Seen<T> = { readonly ok: true; readonly answer: T } | { readonly ok: false; readonly code: string; readonly says: string };

type Fields = Readonly<Record<string, string | undefined>>;

export interface MeetingSeen {
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  readonly name: string;
  readonly season?: string;
  readonly startsAt?: string;
  /** The classes that race; left out: all. */
  readonly classes?: readonly string[];
  readonly opened: boolean;
  readonly closed: boolean;
  readonly cancelled?: { readonly why: string };
}

/** A club as it is read by everybody at one moment: all that a page shows is of the same fact. */
export class Reading {
  readonly served: ServedClub;
  readonly state: State;
  readonly now: string;
  #meetings: readonly MeetingSeen[] | undefined;

  constructor(served: ServedClub, state: State) {
    this.served = served;
    this.state = state;
    this.now = served.club.now();
  }

  /** The club's name in addresses. */
  get club(): string {
    return this.served.club.name;
  }

  get book(): Rulebook {
    return this.served.club.book;
  }

  get zone(): string {
    return this.book.club.zone;
  }

  /** The day at the club. */
  get today(): string {
    return dayOf(this.book, this.now);
  }

  /** Asks as the public does. Of reasons only the sentence and its clauses are kept: pages show the rest on a page of its own. */
  ask<T>(name: string, fields: Fields = {}): Seen<T> {
    const answered = this.whole(name, fields);
    if (!answered.ok)
      return { ok: false, code: answered.refusal.code, says: inWords(this.shown(answered.refusal.says), this.book.classes) };
    return { ok: true, answer: this.shown(this.#toRead(answered.answer), name) as T };
  }

  /** Cuts what reasons were made from, which is read on the page of the reason, and says races by name. Looks at no part of a reason: they are worked out when read. */
  #toRead(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#toRead(each));
    if (typeof value !== 'object' || value === null) return value;
    if (isReason(value)) return { says: inWords(value.says, this.book.classes), clauses: value.clauses };
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, name === 'waitsFor' ? this.#said(each) : this.#toRead(each)]),
    );
  }

  #said(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#said(each));
    return typeof value === 'string' ? inWords(value, this.book.classes) : value;
  }

  /** The answer as it is, names and reasons whole: never to be shown. */
  whole(name: string, fields: Fields = {}): Answer {
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    return this.served.club.answerOn(this.state, { view: name, at: this.now, ...given });
  }

  /** Anything as the public may read it. */
  shown<T>(value: T, name = ''): T {
    const { club, publicNames } = this.served;
    const read = discreet(value, { view: name }, readingOf({ is: 'public' }, club.book), { book: club.book, state: this.state });
    return publicAnswer(read, { editions: club.editions, state: this.state, shown: publicNames, day: this.today }) as T;
  }

  /** The calendar, oldest first. */
  get meetings(): readonly MeetingSeen[] {
    if (this.#meetings) return this.#meetings;
    const asked = this.ask<{ readonly meetings: readonly MeetingSeen[] }>('meetings');
    this.#meetings = asked.ok ? asked.answer.meetings.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)) : [];
    return this.#meetings;
  }

  meeting(id: string): MeetingSeen | undefined {
    return this.meetings.find((each) => each.id === id);
  }

  /** The seasons, oldest first. */
  get seasons(): readonly string[] {
    return [...new Set([...this.state.seasons.keys(), ...this.meetings.flatMap((each) => each.season ?? [])])].toSorted();
  }
}

const isReason = (value: object): value is Because => 'says' in value && 'clauses' in value && 'facts' in value && 'from' in value;
