import { Temporal } from 'temporal-polyfill';
import { type Context, dayOf } from '../context.ts';
import type { Ladder } from '../language.ts';

/** Something that counts on a ladder. */
export interface Offence {
  readonly seq: number;
  readonly at: string;
  /** How much it counts. */
  readonly by: number;
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
  readonly case?: string;
}

/** The moment a ladder is asked at. */
export interface Asked {
  readonly at: string;
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
}

/** The ladders that count together with one, itself first. */
export function sharing(ladder: Ladder): ReadonlySet<string> {
  return new Set([ladder.id, ...(ladder.shares ?? [])]);
}

/** The offences that a ladder still counts at a moment: those within what it counts over. */
export function within(context: Context, ladder: Ladder, offences: readonly Offence[], asked: Asked): readonly Offence[] {
  const since =
    ladder.over === 'months'
      ? Temporal.PlainDate.from(dayOf(context.book, asked.at))
          .subtract({ months: ladder.months ?? 12 })
          .toString()
      : '';
  return offences.filter((each) => {
    switch (ladder.over) {
      case 'race':
        return each.meeting === asked.meeting && each.race === asked.race;
      case 'meeting':
        return each.meeting === asked.meeting;
      case 'season':
        return each.season === asked.season;
      case 'months':
        return dayOf(context.book, each.at) > since;
      case 'ever':
        return true;
    }
  });
}

/**
 * How far up the ladder offences have brought somebody at a moment. Where the ladder forgets, one is taken off for each
 * full time without another, counted by days of the calendar from the last.
 */
export function countOf(context: Context, ladder: Ladder, offences: readonly Offence[], asked: Asked): number {
  const inside = within(context, ladder, offences, asked);
  if (!ladder.forgets) return inside.reduce((sum, each) => sum + each.by, 0);
  let count = 0;
  let last: string | undefined;
  for (const each of [...inside.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq)), undefined]) {
    const day = dayOf(context.book, each?.at ?? asked.at);
    if (last !== undefined) count = Math.max(0, count - spellsBetween(ladder.forgets, last, day));
    if (!each) break;
    count += each.by;
    last = day;
  }
  return count;
}

function spellsBetween(spell: { readonly days: number; readonly months: number }, from: string, to: string): number {
  if (spell.days <= 0 && spell.months <= 0) return 0;
  const start = Temporal.PlainDate.from(from);
  let spells = 0;
  while (start.add({ days: spell.days * (spells + 1), months: spell.months * (spells + 1) }).toString() <= to) spells += 1;
  return spells;
}
