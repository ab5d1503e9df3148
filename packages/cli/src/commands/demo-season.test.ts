import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { captured } from '../testing/captured.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { readSeason } from '../season/season-file.ts';
import { demoCommand } from './demo.ts';

const SPEEDWAY = resolve(import.meta.dirname, '../../../../rulebooks/example-speedway');

/** Three shows of one class; the winner of the first is protested, and who is too old for the youth class stays out. */
const SMALL = `season: A small season
rulebook: ${SPEEDWAY}
seed: 5
id: '2026'
starts: 2026-01-01
ends: 2026-12-31
drivers: [Ava, Ben, Cal]
handlers: [Dee]
classes: { mini-stock: { cars: 16, comes: 90 }, youth-four: { cars: 4 } }
traits: { grown: 50 }
roster:
  - { do: record, name: inspection, car: $car, class: $class, passed: true }
  - { only: grown, do: register, person: $driver, details: { born: 1990-01-01 } }
  - { not: grown, do: register, person: $driver, details: { born: 2014-01-01 } }
routine:
  kind: points
  pills: pill
  before-round: { a-main: [{ do: draw, draw: invert, class: $class, result: { any: [4, 6, 8] } }] }
shows:
  - { meeting: s1, date: 2026-05-02, name: Opener }
  - { meeting: s2, date: 2026-05-09 }
  - { meeting: s3, date: 2026-05-16, name: Finale, comes: 100 }
happenings:
  - show: s1
    race: mini-stock/a-main
    after: true
    tell: $driver-2 protests $driver-1.
    names: { accused: $driver-1, filer: $driver-2 }
    do:
      - { do: file, case: protest, id: p1, race: mini-stock/a-main, filer: $filer, against: $accused, grounds: tires, paid: $50.00, paid-by: cash }
  - { show: s1, when: raced, wait: 3 days, tell: The protest is upheld., do: [{ do: rule, id: p1, outcome: upheld }] }
  - { show: s2, race: mini-stock/a-main, lap: 2, tell: Car $place-1 spins., do: [{ do: flag, flag: yellow }, { do: call, name: caution, car: $place-1 }, { do: flag, flag: green }] }
  - { show: s3, race: mini-stock/b-main, before: true, ends: true, tell: Rain. }
closing:
  - { tell: Who drove at the finale shows papers again., each: roster, do: [{ only: grown, do: register, person: $driver, details: { grown: true } }] }
  - { tell: The season is over., wait: 2 days, do: [{ do: post-order, class: mini-stock, name: standings, order: [Ava] }] }
show: [{ standings: mini-stock }, { cases: id=p1 meeting=s1 }, { discipline: '' }]
explain: [{ ask: Why did $accused lose the night?, what: points mini-stock $accused, meeting: s1 }]
`;

function tell(text: string, seed?: string): { readonly code: number; readonly text: string; readonly errors: string } {
  const file = resolve(temporaryFolder(), 'season.yaml');
  writeFileSync(file, text);
  const out = captured();
  const code = demoCommand([file], { season: true, ...(seed === undefined ? {} : { seed }) }, out);
  return { code, text: out.text(), errors: out.errors() };
}

test('a season is told show by show, with what happened, its tables and reasons', () => {
  const { code, text, errors } = tell(SMALL);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(text).toMatch(/ 1\/3 +2026-05-02 +Opener[\s\S]* 2\/3 [\s\S]* 3\/3 +2026-05-16 +Finale/);
  for (const wanted of [
    'kept out [EX-1.4]',
    'protests',
    'The protest is upheld.',
    'the restart: ',
    'Rain.',
    'standings mini-stock',
    'cases id=p1 meeting=s1',
    'upheld',
  ])
    expect(text).toContain(wanted);
  expect(text).toMatch(/Why did \w+ ?\d* lose the night\?/);
});

test('the same seed tells the same season, another seed another', () => {
  expect(tell(SMALL, '7').text).toBe(tell(SMALL, '7').text);
  expect(tell(SMALL, '8').text).not.toBe(tell(SMALL, '7').text);
});

test.each([
  { name: 'a happening at no show', from: 'show: s2, race', to: 'show: s9, race', says: ['season.yaml:3', 'there is no show "s9"'] },
  { name: 'a happening without its moment', from: 'when: raced, wait', to: 'wait', says: ['say in which race'] },
  { name: 'a wait that is none', from: 'wait: 3 days', to: 'wait: soon', says: ['3 days'] },
  {
    name: 'a race that is not run',
    from: 'race: mini-stock/b-main',
    to: 'race: mini-stock/c-main',
    says: ['mini-stock/c-main was not run'],
  },
  { name: 'a show before the clock', from: 'date: 2026-05-09', to: 'date: 2026-05-03', says: ['later than the morning of 2026-05-03'] },
  { name: 'a step that is refused', from: 'outcome: upheld', to: 'outcome: quashed', says: ['was refused', 'quashed'] },
  { name: 'a name that nobody gave', from: 'against: $accused', to: 'against: $nobody', says: ['nothing is called $nobody'] },
  { name: 'a view that is not one', from: 'cases: id=p1', to: 'casses: id=p1', says: ['casses'] },
  { name: 'a question without its field', from: 'cases: id=p1', to: 'cases: p1', says: ['"p1" is not field=value'] },
])('$name is named', ({ from, to, says }) => {
  expect(SMALL).toContain(from);
  const { code, errors } = tell(SMALL.replace(from, to));
  expect(code).toBe(2);
  for (const wanted of says) expect(errors).toContain(wanted);
});

test('the table of a season comes out the same everywhere', () => {
  const { text } = tell(SMALL);
  const table = text.slice(text.indexOf('standings mini-stock')).split('\n').slice(2, 6);
  expect(table.map((line) => line.trim().split(/ {2,}/))).toEqual([
    ['1', '5', 'Ava 5', '128', '10 58', '60'],
    ['2', '37', 'Ben 4', '66', '0 8', '58'],
    ['3', '17', 'Ben', '110', '6 50', '54'],
    ['4', '13', 'Cal 2', '116', '10 52', '54'],
  ]);
});

test('the season of the demonstration can be read: seventeen shows, five classes', () => {
  const read = readSeason(resolve(import.meta.dirname, '../../../../demo/club-season.yaml'));
  expect(read.ok && [read.value.shows.length, Object.keys(read.value.classes).length]).toEqual([17, 5]);
});
