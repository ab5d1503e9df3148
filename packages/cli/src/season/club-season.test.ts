import { resolve } from 'node:path';
import { loadEditions } from '@racetower/rulebook';
import { expect, test } from 'vitest';
import { type PlayedSeason, playSeason } from './play-season.ts';
import { readSeason } from './season-file.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const KEPT: ReadonlySet<string> = new Set(['sportsman', '4-stroke']);

/** The season of the demonstration in two of its classes: all its shows, the fuel ladder, a protest and the point fund. */
function played(): PlayedSeason {
  const read = readSeason(resolve(ROOT, 'demo/club-season.yaml'));
  const editions = loadEditions(resolve(ROOT, 'rulebooks/lanco-micro-midget'));
  if (!read.ok || !editions.ok) throw new Error('the season of the demonstration does not load');
  const { classes, happenings, values } = read.value;
  const file = {
    ...read.value,
    classes: Object.fromEntries(Object.entries(classes).filter(([id]) => KEPT.has(id))),
    values: values.filter((each) => each.class === undefined || KEPT.has(each.class)),
    happenings: happenings.filter((each) => KEPT.has(each.race?.split('/')[0] ?? '') || each.do.some((step) => step['id'] === 'large')),
  };
  const books = editions.value.map((each) => each.book);
  return playSeason(file, books, { show: () => undefined, moment: () => undefined, line: () => undefined });
}

interface Register {
  readonly record: readonly { readonly person: string; readonly says: string; readonly meeting?: string }[];
}
interface Fund {
  readonly amountCents: number;
  readonly staysCents: number;
  readonly shares: readonly { readonly person: string; readonly cents: number }[];
}

test('a season of two classes: the fuel ladder, a protest with its fee, the point fund to the cent', () => {
  const { tower, named } = played();
  const [mixer, cheat, filer] = ['mixer', 'large-engine', 'right-filer'].map((name) => named.get(name));
  const { record } = tower.ask<Register>('discipline');
  const laidOn = (who: string | undefined): readonly string[] =>
    record.filter((each) => each.person === who).map((each) => `${each.meeting} ${each.says}`);
  expect(laidOn(mixer)).toEqual([
    's2 dq',
    's2 loses points of the race',
    's2 loses purse of the race',
    's7 dq',
    's7 loses points of the season',
    's7 loses purse of the race',
    's13 dq',
    's13 loses points of the season',
    's13 loses purse of the meeting',
    's13 suspended 1 year',
  ]);
  expect(laidOn(cheat)).toEqual(['s4 dq', 's4 loses points of the race', 's4 loses purse of the race']);

  const { cases } = tower.ask<{ readonly cases: readonly object[] }>('cases', { id: 'large', meeting: 's4' });
  expect(cases).toMatchObject([{ outcome: 'illegal', feeCents: 20_000, fee: [{ to: filer, cents: 20_000 }, { cents: 0 }] }]);

  const { rows } = tower.ask<{ readonly rows: readonly { readonly driver: string; readonly total: number }[] }>('standings', {
    class: 'sportsman',
  });
  expect(rows.slice(0, 2).map((row) => `${row.driver} ${row.total}`)).toEqual(['Eli 1616', 'Lola 1447']);
  expect(rows.find((row) => row.driver === mixer)?.total).toBe(0);

  const { amountCents, staysCents, shares } = tower.ask<Fund>('fund-shares', { fund: 'point-fund' });
  expect(shares.map((share) => `${share.person} ${share.cents}`)).toEqual([
    'Hank 74340',
    'Hattie 61140',
    'Zoe 57599',
    'Bea 54297',
    'Eli 80052',
    'Lola 62726',
    'Levi 61079',
    'Tilly 0',
  ]);
  expect(shares.reduce((sum, share) => sum + share.cents, staysCents)).toBe(amountCents);
});
