import { stringify } from 'yaml';
import { loadRulebook } from '../load.ts';
import type { LoadedRulebook } from '../read-rulebook.ts';
import { problemText } from '../problems.ts';

type Block = { readonly [name: string]: unknown };

/** A club with nothing wrong: a pill draw, heats and a feature that takes everybody. */
const CLUB = {
  rulebook: 'club',
  edition: 2026,
  'in-force': '2026-01-01',
  club: { name: 'Club', zone: 'America/Chicago' },
  clauses: {
    'C-1': { kind: 'compute', says: 'Pills set the heats.' },
    'C-2': { kind: 'compute', says: 'Heats set the feature.' },
    'C-3': { kind: 'compute', says: 'Points.' },
  },
  'meeting-kinds': { points: { points: true, clause: 'C-3' } },
  classes: { clause: 'C-1', order: [{ id: 'stock', name: 'Stock' }] },
  draws: { pill: { of: 'entry', says: 'the pill', low: 1, clause: 'C-1' } },
  rounds: {
    heat: {
      name: 'Heat',
      split: { max: 6, order: ['pill'] },
      lineup: [{ select: 'entered', order: ['pill'], clause: 'C-1' }],
      laps: 8,
      clause: 'C-1',
    },
    feature: {
      name: 'Feature',
      lineup: [
        { select: { from: 'heat' }, order: [{ finish: 'heat' }, { 'race-number': 'heat' }], clause: 'C-2' },
        { select: { rest: 'entered' }, order: ['pill'], clause: 'C-2' },
      ],
      laps: 20,
      clause: 'C-2',
    },
  },
  statuses: {
    finished: { says: 'finished', rank: 1, clause: 'C-3' },
    dnf: { says: 'did not finish', rank: 2, clause: 'C-3' },
    dns: { says: 'did not start', rank: 3, attempted: false, clause: 'C-3' },
    dq: { says: 'disqualified', rank: 4, placed: false, clause: 'C-3' },
  },
  points: {
    feature: { rounds: 'feature', rules: [{ when: 'status == "dq"', give: 0 }, { give: 'max(0, 52 - 2 * place)' }], clause: 'C-3' },
  },
  season: { clause: 'C-3' },
} as const satisfies Block;

/** The text of the club with blocks merged in; `null` takes a key away. */
export function clubText(change: Block = {}): string {
  return stringify(merged(CLUB, change));
}

/** The club with blocks merged in. @throws Error with the problems when that does not load */
export function clubWith(change: Block = {}): LoadedRulebook {
  const loaded = loadRulebook('/club/2026.yaml', clubText(change));
  if (!loaded.ok) throw new Error(loaded.problems.map(problemText).join('\n'));
  return loaded.value;
}

const isBlock = (value: unknown): value is Block => typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(base: unknown, change: unknown): unknown {
  if (!isBlock(base) || !isBlock(change)) return change;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(change)])].filter((key) => change[key] !== null);
  return Object.fromEntries(keys.map((key) => [key, key in change ? merged(base[key], change[key]) : base[key]]));
}
