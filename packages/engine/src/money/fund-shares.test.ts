import { describe, expect, test } from 'vitest';
import type { FundRule, FundShares, Rulebook } from '../language.ts';
import { Desk } from '../testing/desk.ts';
import { fundShares, list } from '../testing/money.ts';
import { formula, key, literal, raceClass, round, stage } from '../testing/rulebook.ts';
import { act } from '../testing/race-night.ts';
import { scoringBook, season } from '../testing/scoring.ts';

const CLASSES = ['125', 'four', 'sport', '270', '600'];
const CARS: Readonly<Record<string, number>> = { '125': 300, four: 240, sport: 180, '270': 360, '600': 120 };
/** Sixteen drivers; the first fifteen have 15,000 points. */
const POINTS = [1480, 1400, 1340, 1280, 1220, 1150, 1090, 1030, 960, 900, 840, 780, 600, 500, 430, 425];

const fund = (shares: Partial<FundShares>): FundRule => ({
  id: 'fund',
  says: 'the point fund',
  receives: [],
  shares: fundShares(shares),
  clauses: ['T-fund'],
});
const byCars = formula('weight of the class', ['class'], (values) => BigInt(CARS[(values.class as { readonly id: string }).id] ?? 0));
const gift = { says: 'champions', cents: literal(50_000), each: literal(10_000), clauses: ['T-champions'] };

function book(shares: Partial<FundShares>, parts: Partial<Rulebook> = {}): Rulebook {
  return scoringBook({
    classes: CLASSES.map(raceClass),
    acts: new Map([['banquet', act('mark', 'banquet', { of: 'season' })]]),
    funds: new Map([['fund', fund(shares)]]),
    ...parts,
  });
}

/** A desk with money in the fund and season points carried in. */
function desk(of: Rulebook, cents: number, points: Readonly<Record<string, Readonly<Record<string, number>>>>): Desk {
  const made = new Desk(of);
  made.give({ do: 'open-season', season: '2026', starts: '2026-01-01', meeting: undefined });
  if (cents > 0) made.give({ do: 'receive', to: 'fund', cents });
  for (const [id, carried] of Object.entries(points))
    made.give({ do: 'carry-points', class: id, points: carried, season: '2026', meeting: undefined });
  return made;
}

interface Answer {
  readonly shares: readonly { readonly person: string; readonly cents: number; readonly giftCents: number }[];
  readonly classes: readonly { readonly class: string; readonly cents: number }[];
  readonly amountCents: number;
  readonly remainderCents: number;
  readonly staysCents: number;
}

function shared(of: Desk): Answer {
  const answer = of.ask({ view: 'fund-shares', fund: 'fund', season: '2026' });
  if (!answer.ok) throw new Error(answer.refusal.says);
  return answer.answer as Answer;
}
const paid = (answer: Answer) => Object.fromEntries(answer.shares.map((each) => [each.person, each.cents]));
const drivers = Object.fromEntries(POINTS.map((points, index) => [`d${index + 1}`, points]));

describe('by cars and points of the top fifteen, $500 first', () => {
  const rule: Partial<FundShares> = { first: [gift], classWeight: byCars, places: literal(15), remainder: 'stays' };

  test('a class of sixteen, to the cent', () => {
    const answer = shared(desk(book(rule), 1_250_000, { '125': drivers }));
    expect(answer.remainderCents).toBe(1_200_000);
    expect(answer.classes.map((each) => each.cents)).toEqual([300_000, 240_000, 180_000, 360_000, 120_000]);
    expect(paid(answer)).toMatchObject({ d1: 39_600, d2: 28_000, d15: 8_600 });
    expect(paid(answer)).not.toHaveProperty('d16');
    expect(answer.shares.reduce((sum, each) => sum + each.cents - each.giftCents, 0)).toBe(300_000);
    expect(answer.staysCents).toBe(1_250_000 - 300_000 - 10_000);
  });

  test('fewer than fifteen share the whole of the class; each is rounded down and the cents stay', () => {
    const answer = shared(desk(book(rule), 150_000, { '125': { A: 1, B: 1, C: 1 }, four: { D: 5 } }));
    // 100,000 cents, 300 and 240 of 1200 cars: 25,000 and 20,000; the first place is shared by three.
    expect(paid(answer)).toEqual({ A: 8333 + 3333, B: 8333 + 3333, C: 8333 + 3333, D: 20_000 + 10_000 });
    expect(answer.staysCents).toBe(150_000 - 3 * 11_666 - 30_000);
  });

  test('a fund smaller than what comes off first is refused, with the clause', () => {
    const answer = desk(book(rule), 49_999, { '125': drivers }).ask({ view: 'fund-shares', fund: 'fund', season: '2026' });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'fund-too-small', clauses: ['T-champions'] } });
  });

  test('a class without drivers keeps its part in the fund', () => {
    const answer = shared(desk(book(rule), 150_000, { '600': { E: 10 } }));
    expect(paid(answer)).toEqual({ E: 10_000 + 10_000 });
    expect(answer.staysCents).toBe(130_000);
  });
});

describe('by per cents of the place', () => {
  const percents = (shares: Partial<FundShares>) => book({ percents: list([50, 30, 20]), ...shares }, { classes: [raceClass('x')] });

  test.each([
    { name: 'three places', points: { A: 9, B: 8, C: 7, D: 6 }, cents: { A: 31_250, B: 18_750, C: 12_500, D: 0 }, stays: 0 },
    { name: 'a place that nobody has stays', points: { A: 9, B: 8 }, cents: { A: 31_250, B: 18_750 }, stays: 12_500 },
    {
      name: 'those who share places share what they pay',
      points: { A: 9, B: 8, C: 8 },
      cents: { A: 31_250, B: 15_625, C: 15_625 },
      stays: 0,
    },
    { name: 'also the last place', points: { A: 9, B: 8, C: 7, D: 7 }, cents: { A: 31_250, B: 18_750, C: 6250, D: 6250 }, stays: 0 },
  ])('$name', ({ points, cents, stays }) => {
    const answer = shared(desk(percents({}), 62_500, { x: points }));
    expect(paid(answer)).toEqual(cents);
    expect(answer.staysCents).toBe(stays);
  });

  test('more than a hundred per cent is refused', () => {
    const uneven = desk(percents({ percents: list([60, 50]) }), 100, { x: { A: 1 } }).ask({
      view: 'fund-shares',
      fund: 'fund',
      season: '2026',
    });
    expect(uneven).toMatchObject({ ok: false, refusal: { code: 'shares-uneven' } });
  });

  test.each([
    { ineligible: 'stays' as const, cents: { A: 31_250, C: 12_500 }, left: 18_750 },
    { ineligible: 'divided' as const, cents: { A: 31_250, C: 18_750 }, left: 12_500 },
  ])('who may not be paid: $ineligible', ({ ineligible, cents, left }) => {
    const notB = formula('not B', ['driver'], (values) => (values.driver as { readonly name: string }).name !== 'B');
    const answer = shared(desk(percents({ eligible: notB, ineligible }), 62_500, { x: { A: 9, B: 8, C: 7 } }));
    expect(paid(answer)).toEqual(cents);
    expect(answer.staysCents).toBe(left);
  });
});

test('cars are counted that attempted to race, on days that count', () => {
  const counted = scoringBook({
    classes: [raceClass('x'), raceClass('y')],
    rounds: [round('heat', [stage({ kind: 'entered' }, [key('car-number')])])],
    acts: new Map([['banquet', act('mark', 'banquet', { of: 'season' })]]),
    funds: new Map([['fund', fund({ classWeight: formula('car_count', ['car_count'], (values) => values.car_count) })]]),
    season: season(),
  });
  const night = new Desk(counted).signIn(['1', '2', '3'], 'x').signIn(['7', '8'], 'y');
  night.give({ do: 'receive', to: 'fund', cents: 1000 });
  night.give({ do: 'finish', race: 'x/heat', order: ['1', '2', '3'] });
  night.give({ do: 'finish', race: 'y/heat', order: ['7'], statuses: { 8: 'dna' } });
  expect(shared(night).classes.map((each) => [each.class, each.cents])).toEqual([
    ['x', 750],
    ['y', 250],
  ]);
});

test('it is shared out once it is on record, from what the fund held then; a fund without shares is refused', () => {
  const night = desk(book({}, { classes: [raceClass('x')] }), 1000, { x: { A: 3, B: 1 } });
  expect(night.refused({ do: 'pay-out', person: 'A', cents: 750 }).code).toBe('nothing-due');
  night.give({ do: 'mark', name: 'banquet' });
  night.give({ do: 'receive', to: 'fund', cents: 5000 });
  expect(paid(shared(night))).toEqual({ A: 750, B: 250 });
  night.give({ do: 'pay-out', person: 'A', cents: 750, for: 'fund' });
  expect(night.ask({ view: 'fund', fund: 'fund' })).toMatchObject({ ok: true, answer: { balanceCents: 5000 } });
  const none = new Desk(book({}, { funds: new Map([['fund', { id: 'fund', says: 'the fund', receives: [], clauses: ['T-fund'] }]]) }));
  expect(none.ask({ view: 'fund-shares', fund: 'fund', season: '2026' })).toMatchObject({
    ok: false,
    refusal: { code: 'no-shares', clauses: ['T-fund'] },
  });
  expect(none.ask({ view: 'fund', fund: 'funds' })).toMatchObject({ ok: false, refusal: { code: 'unknown-fund', field: 'fund' } });
});
