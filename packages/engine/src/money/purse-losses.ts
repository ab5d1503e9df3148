import { because, type Because } from '../because.ts';
import { type Context, memo, meetingOf, meetings, msOf } from '../context.ts';
import { entryOf } from '../entry/entries.ts';
import { type FallenConsequence, fallenConsequences, inOwnRace } from '../points/effects.ts';
import { isHit } from '../points/lost-points.ts';
import { sanctions } from '../stewards/sanctions.ts';
import { startMs } from '../stewards/terms.ts';

interface At {
  readonly meeting: string;
  readonly class: string;
  readonly car: string;
  readonly race?: string;
}

/** What is left of an amount after what calls and rulings took: all or nothing. Nobody moves up into money that was lost. */
export function afterLosses(
  context: Context,
  at: At,
  cents: number,
  earned: Because,
): { readonly cents: number; readonly because: Because } {
  const line = at.race === undefined ? {} : { race: at.race };
  const lost = lossesOf(context, at.meeting).find(
    (each) => each.consequence.kind === 'lose' && falls(context, at, each) && isHit(context, at.meeting, line, each, each.consequence.of),
  );
  if (!lost) return { cents, because: earned };
  return { cents: 0, because: because('the purse was lost', { clauses: lost.clauses, facts: [lost.fact], from: [earned] }) };
}

/** Tells whether a loss falls on a car: on the car itself, or on its driver where no car is named. */
function falls(context: Context, at: At, each: FallenConsequence): boolean {
  if (each.class !== '' && each.class !== at.class) return false;
  return each.car === '' ? entryOf(context, at.meeting, at.class, at.car)?.driver === each.driver : each.car === at.car;
}

/** Losses that fell at a meeting, and those of the whole season that fell at it or later. */
function lossesOf(context: Context, meeting: string): readonly FallenConsequence[] {
  return memo(context, `purse losses ${meeting}`, () => {
    const isPurse = ({ consequence }: FallenConsequence): boolean => consequence.kind === 'lose' && consequence.what === 'purse';
    const here = fallenConsequences(context, meeting).filter(isPurse).map(inOwnRace);
    return [...here, ...ofSeason(context, meeting).filter(isPurse)];
  });
}

function ofSeason(context: Context, meeting: string): readonly FallenConsequence[] {
  const today = meetingOf(context, meeting);
  const all = meetings(context);
  const index = all.findIndex((each) => each.id === meeting);
  return sanctions(context)
    .filter((each) => each.consequence.kind === 'lose' && each.consequence.of === 'season' && each.season === today.season)
    .filter((each) => {
      if (each.meeting === meeting) return false;
      if (each.meeting === undefined) return startMs(context, today) <= msOf(each.at);
      return all.findIndex((other) => other.id === each.meeting) >= index;
    })
    .map((each) => {
      const { race: _, ...wide } = each;
      const all = each.consequence.kind === 'lose' && each.consequence.classes === 'all';
      return { ...wide, car: '', class: all ? '' : each.class };
    });
}
