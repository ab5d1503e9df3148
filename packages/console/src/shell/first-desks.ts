import type { Desk } from '../desks/desk.ts';

/** What people at a post open all evening: under the thumb on a phone, and where they begin. Other posts have the order of the night. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  office: ['registry', 'season', 'sign-in', 'settings'],
  'race-director': ['race-control', 'line-up', 'staging', 'results'],
  tower: ['race-control', 'line-up', 'staging', 'results'],
  scorer: ['race-control', 'results', 'line-up', 'staging'],
  flagger: ['race-control', 'staging', 'line-up', 'scales'],
  'pit-steward': ['staging', 'line-up', 'sign-in', 'scales'],
  'sign-in': ['sign-in', 'registry', 'line-up', 'results'],
  scales: ['scales', 'staging', 'line-up', 'results'],
  tech: ['scales', 'staging', 'registry', 'results'],
  treasurer: ['results', 'registry', 'season', 'sign-in'],
  steward: ['stewards', 'replay', 'results', 'rulebook'],
  board: ['stewards', 'season', 'rulebook', 'registry'],
};

/** So many desks stand at the foot of a phone before the rest is behind one press. */
const AT_THE_FOOT = 4;

/** The desks of a post, those that it works at most first. */
export function byUse(desks: readonly Desk[], post: string): readonly Desk[] {
  const first = FIRST[post] ?? [];
  const rank = ({ id }: Desk): number => (first.includes(id) ? first.indexOf(id) : first.length);
  return desks.toSorted((a, b) => rank(a) - rank(b));
}

/** What stands at the foot of a phone, in the order of the night; the desk that is open is always there. */
export function atTheFoot(desks: readonly Desk[], post: string, here: string): readonly Desk[] {
  if (desks.length <= AT_THE_FOOT + 1) return desks;
  const usual = byUse(desks, post).slice(0, AT_THE_FOOT);
  const open = desks.find(({ id }) => id === here);
  const shown = open === undefined || usual.includes(open) ? usual : [...usual.slice(0, AT_THE_FOOT - 1), open];
  return desks.filter((desk) => shown.includes(desk));
}
