import { dayOf, type Rulebook, type State } from '@racetower/engine';
import { publicAnswer } from '../access/names.ts';
import type { ServedClub } from '../http/clubs.ts';

/** A club as it stood when a page was asked for: all on the page is of one moment. */
export interface ClubSeen extends ServedClub {
  readonly state: State;
}

/** What a page shows of a view, or the sentence that says why there is nothing. */
export type Seen<T> = { readonly ok: true; readonly answer: T } | { readonly ok: false; readonly code: string; readonly says: string };

/** Asks as the public does: pages are the same for everybody. */
export function seen<T>({ club, state, publicNames }: ClubSeen, view: string, fields: Readonly<Record<string, string>> = {}): Seen<T> {
  const answered = club.answerOn(state, { view, ...fields });
  if (!answered.ok) return { ok: false, code: answered.refusal.code, says: answered.refusal.says };
  const eye = { editions: club.editions, state, shown: publicNames, day: dayOf(club.book, club.now()) };
  return { ok: true, answer: publicAnswer(answered.answer, eye) as T };
}

export interface MeetingSeen {
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  readonly name: string;
  readonly season?: string;
  readonly opened: boolean;
  readonly closed: boolean;
}

export const meetingsSeen = (served: ClubSeen): readonly MeetingSeen[] => {
  const asked = seen<{ readonly meetings: readonly MeetingSeen[] }>(served, 'meetings');
  return asked.ok ? asked.answer.meetings : [];
};

/** The name of a class as the rulebook writes it; of joined classes each. */
export function className(book: Rulebook, id: string): string {
  return id
    .split('+')
    .map((part) => book.classes.find((each) => each.id === part)?.name ?? part)
    .join(' and ');
}
