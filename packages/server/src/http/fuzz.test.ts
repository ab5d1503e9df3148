import { COMMAND_KINDS, COMMAND_SHAPES, VIEWS } from '@racetower/engine';
import { openSqliteLog } from '@racetower/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Visitor } from '../access/visitor.ts';
import { exampleApp, member } from '../testing/example-app.ts';
import { CLUB, exampleClub, giveAll, HEAT_RUN, SIGNED_IN, temporaryFile } from '../testing/example-club.ts';

/** Values that mean something at the example club, and such as mean nothing anywhere. */
const known = fc.constantFrom<unknown>(
  '2026-05-02',
  '2026',
  'mini-stock',
  'mini-stock/heat-1',
  '11',
  '44',
  'Ava Archer',
  'inspection',
  'pill',
  'green',
  'race-director',
  'EX-2.1',
  1,
  3,
  14,
);
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom<unknown>('', ' ', '__proto__', '../..', '\u0000', '💥', '\uD800', 'a\u0000b', -0, 1e308, 2 ** 53, '9999-99-99', 'NaN'),
);
const value = fc.oneof(
  { weight: 3, arbitrary: known },
  { weight: 1, arbitrary: strange },
  { weight: 1, arbitrary: fc.array(known, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('11', '22', 'Ava Archer', 'passed'), known, { maxKeys: 3 }) },
);

const GIVEN = ['at', 'by', 'season', 'meeting', 'race', 'override', 'confirm'];
const command = fc.constantFrom(...COMMAND_KINDS).chain((kind) => {
  const fields = [...GIVEN.slice(2, 5), ...Object.keys(COMMAND_SHAPES[kind].fields)];
  const must = fc.record(Object.fromEntries(fields.map((field) => [field, value])), { requiredKeys: [] });
  const more = fc.dictionary(fc.constantFrom(...GIVEN, 'do', 'strange'), value, { maxKeys: 1 });
  return fc.tuple(must, more).map(([own, odd]) => ({ do: kind, by: 'race-director:Rae', ...own, ...odd }));
});

const VISITORS: readonly Visitor[] = [{ is: 'operator' }, { is: 'public' }, member('Rae', 'race-director'), member('Dan', 'driver')];

test('no command, however strange, is answered with a fault', async () => {
  for (const visitor of VISITORS) {
    const file = temporaryFile();
    const { club, faults, send } = exampleApp(visitor, exampleClub(file));
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    await fc.assert(
      fc.asyncProperty(command, fc.constantFrom('', '?preview=yes'), async (strangest, query) => {
        const before = club.seen.seq;
        const response = await send(strangest, { query });
        expect([strangest, faults, response.status < 500]).toEqual([strangest, [], true]);
        if (response.status !== 200 || query !== '') expect(club.seen.seq).toBe(before);
      }),
      { numRuns: 150 },
    );
    const log = openSqliteLog(file, CLUB, { readOnly: true });
    expect(await log.verify()).toMatchObject({ ok: true, facts: club.seen.seq });
    await log.close();
  }
});

/** A value as it stands in an address. */
const written = value.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
const question = fc.constantFrom(...VIEWS).chain(({ name, fields }) => {
  const asked = [...fields.map((field) => field.replace('?', '')), 'seq', 'at', 'because', 'list'];
  const given = fc.record(Object.fromEntries(asked.map((field) => [field, written])), { requiredKeys: [] });
  return fc
    .tuple(given, fc.constantFrom('views', 'live'), fc.constantFrom('', '.csv'))
    .map(
      ([query, how, ending]) =>
        `${how}/${name}${ending}?${new URLSearchParams(Object.entries(query).map(([name, text]): [string, string] => [name, text ?? ''])).toString()}`,
    );
});

test('no question, however strange, is answered with a fault', async () => {
  for (const visitor of VISITORS) {
    const { club, faults, get, lives } = exampleApp(visitor);
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const response = await get(asked);
        expect([asked, faults, response.status < 500]).toEqual([asked, [], true]);
      }),
      { numRuns: 150 },
    );
    lives.end();
  }
});
