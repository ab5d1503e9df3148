import { describe, expect, test } from 'vitest';
import type { Consequence } from '../language.ts';
import { acts, call, raceBook, RACE, words } from '../testing/race-night.ts';
import { literal } from '../testing/rulebook.ts';
import { caseRule, caseRules, CaseNight, follows } from '../testing/stewards.ts';
import { barsAt, seatsOf, suspensions } from './suspensions.ts';

type Suspend = Extract<Consequence, { readonly kind: 'suspend' }>;
const LATER = '2027-12-31T00:00:00Z';

function suspend(parts: Partial<Suspend>): Suspend {
  const usual = { who: ['self'], from: 'next', ever: false, rest: false, exact: false } as const;
  return { kind: 'suspend', ...usual, stack: 'consecutive', across: true, untilPaid: false, bars: ['race'], ...parts };
}

/** The last meeting of a season, at which A is suspended, and two of the next one. */
function night(parts: Partial<Suspend>): CaseNight {
  const rule = suspend({ meetings: literal(1), ...parts });
  const of = new CaseNight(raceBook({ cases: caseRules(caseRule('conduct', { guilty: follows(rule) })), acts: acts(call('out', [rule])) }));
  of.inOrder(words('A B')).finish(RACE, words('A B')).file('conduct', 'c', { against: 'A' }).rule('c', 'guilty');
  for (const date of ['2027-05-01', '2027-05-08']) {
    of.open(date).inOrder(words('B')).finish(RACE, words('B'));
    const cut = of.facts.splice(-4).map((fact, index) => ({ ...fact, season: '2027', at: `${date}T12:00:0${index}.000Z` }));
    of.facts.push(...(cut as typeof of.facts));
  }
  return of;
}

/** The meetings that A is kept out of. */
function kept(of: CaseNight): readonly string[] {
  return ['2026-05-02', '2027-05-01', '2027-05-08'].filter(
    (meeting) => barsAt(of.context, { person: 'driver A' }, meeting, LATER).length > 0,
  );
}

describe('a suspension in a season without races left', () => {
  test.each<{ readonly name: string; readonly parts: Partial<Suspend>; readonly kept: readonly string[] }>([
    { name: 'is served in the next', parts: {}, kept: ['2027-05-01'] },
    { name: 'as many meetings as it has', parts: { meetings: literal(2) }, kept: ['2027-05-01', '2027-05-08'] },
    { name: 'is let go where it does not go across', parts: { across: false }, kept: [] },
  ])('$name', ({ parts, kept: expected }) => {
    expect(kept(night(parts))).toEqual(expected);
  });

  test('says how many meetings the calendar does not have yet', () => {
    const of = night({ meetings: literal(5) });
    const all = suspensions(of.context);
    const seats = seatsOf(of.context, { person: 'driver A' }, all, undefined, LATER).get(all[0] as (typeof all)[number]);
    expect(seats).toMatchObject({ served: ['2027-05-01', '2027-05-08'], coming: [], unplanned: 3 });
  });
});
