import { Temporal } from 'temporal-polyfill';
import { because, type Because } from '../because.ts';
import { type Context, dayOf } from '../context.ts';
import { countOf, type Offence, within } from '../control/offences.ts';
import { dayText } from '../day-words.ts';
import type { Ladder } from '../language.ts';
import { calledOn } from '../points/effects.ts';
import { ruledOffences, ruledOn } from './ruled-offences.ts';
import { sanctions } from './sanctions.ts';

/** How far up a ladder somebody is, and when that lapses. */
export interface OnLadder {
  readonly person: string;
  readonly ladder: string;
  readonly count: number;
  readonly steps: number;
  readonly over: Ladder['over'];
  /** The first day on which it counts one less; none where that cannot be told, or never comes. */
  readonly lapses?: string;
  readonly because: Because;
}

/** Everybody who stands on a ladder of the rulebook at a moment. */
export function onLadders(
  context: Context,
  asked: { readonly at: string; readonly season?: string; readonly meeting?: string },
): readonly OnLadder[] {
  const people = [
    ...new Set([...sanctions(context).map((each) => each.driver), ...ruledOffences(context).flatMap((each) => [each.who, each.owner])]),
  ];
  return [...context.book.ladders.values()].flatMap((ladder) =>
    people.flatMap((person) => {
      const called = ladder.whose === 'car' ? [] : calledOn(context, ladder, person, Number.MAX_SAFE_INTEGER);
      const offences = [...called, ...ruledOn(context, ladder, person)];
      const count = countOf(context, ladder, offences, asked);
      if (count === 0) return [];
      const inside = within(context, ladder, offences, asked);
      const lapses = lapseOf(context, ladder, inside);
      return [
        {
          person,
          ladder: ladder.id,
          count,
          steps: ladder.steps.length,
          over: ladder.over,
          ...(lapses === undefined ? {} : { lapses }),
          because: because(
            `${person}: ${count} on ${ladder.id.replaceAll('-', ' ')}${lapses === undefined ? '' : `, one less from ${dayText(Temporal.PlainDate.from(lapses))}`}`,
            {
              clauses: ladder.clauses,
              facts: inside.map((each) => each.seq),
            },
          ),
        },
      ];
    }),
  );
}

function lapseOf(context: Context, ladder: Ladder, inside: readonly Offence[]): string | undefined {
  const days = inside.map((each) => dayOf(context.book, each.at)).toSorted();
  const [oldest, last] = [days[0], days.at(-1)];
  if (oldest === undefined || last === undefined) return undefined;
  const ends = [
    ...(ladder.over === 'months' ? [Temporal.PlainDate.from(oldest).add({ months: ladder.months ?? 12 })] : []),
    ...(ladder.forgets && ladder.forgets.days + ladder.forgets.months > 0
      ? [Temporal.PlainDate.from(last).add({ days: ladder.forgets.days, months: ladder.forgets.months })]
      : []),
  ];
  return ends.map((each) => each.toString()).toSorted()[0];
}
