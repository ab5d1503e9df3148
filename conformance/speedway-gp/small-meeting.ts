import type { Heat, SpeedwayMeeting } from './meeting.ts';

/** A made-up meeting in the layout of the data: in each heat the lower starting number is ahead of the higher. */

const PLAN = `1 2 3 4,5 6 7 8,9 10 11 12,13 14 15 16,16 1 5 11,14 9 2 7,10 13 6 3,4 8 12 15,7 15 1 10,12 5 13 2,8 11 3 14,16 4 9 6,
6 12 14 1,2 16 8 10,15 3 9 5,11 7 4 13,1 8 13 9,11 2 6 15,3 12 16 7,5 14 10 4`
  .split(',')
  .map((heat) => heat.trim().split(' ').map(Number));

const rider = (number: number): string => `r${String(number).padStart(2, '0')}`;

function heatOf(heat: number, numbers: readonly number[]): Heat {
  const order = numbers.toSorted((a, b) => a - b);
  return {
    heat,
    starters: numbers.map((number, index) => ({ gate: index + 1, rider: rider(number), result: String(order.indexOf(number) + 1) })),
  };
}

const heats = PLAN.map((numbers, index) => heatOf(index + 1, numbers));
const points = new Map<string, number>();
for (const heat of heats) for (const { rider: who, result } of heat.starters) points.set(who, (points.get(who) ?? 0) + 4 - Number(result));

/** In the semi-finals and the final too, the lower number is ahead. */
const late = [
  [1, 4, 6, 7],
  [2, 3, 5, 8],
  [1, 4, 2, 3],
].map((numbers, index) => heatOf(21 + index, numbers));
const total = new Map(points);
for (const heat of late)
  for (const { rider: who, result } of heat.starters)
    total.set(who, (total.get(who) ?? 0) + (4 - Number(result)) * (heat.heat === 23 ? 2 : 1));

export const SMALL_MEETING: SpeedwayMeeting = {
  id: 'small-0501',
  season: 2008,
  name: 'Small meeting',
  rule: {
    heat_points: { '1': 3, '2': 2, '3': 1, '4': 0 },
    final_multiplier: 2,
    qualifying_heats: 20,
    group_5_to_8: 'by total points',
    tie_break: 'most heat wins (2007-2010: result of the heat where both met)',
  },
  heats: [...heats, ...late],
  expected: {
    points_after_20: Object.fromEntries(points),
    total_points: Object.fromEntries(total),
    semi_finalists: [
      ['r01', 'r04', 'r06', 'r07'],
      ['r02', 'r03', 'r05', 'r08'],
    ],
    finalists: ['r01', 'r02', 'r03', 'r04'],
    classification: Array.from({ length: 16 }, (_, index) => rider(index + 1)),
    equal_after_countback: [],
  },
};
