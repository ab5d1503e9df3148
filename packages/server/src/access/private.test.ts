import { VIEWS } from '@racetower/engine';
import { describe, expect, test } from 'vitest';
import type { Sent } from '../club/club.ts';
import { exampleApp, member } from '../testing/example-app.ts';
import { exampleClub, exampleEditions, giveAll, HEAT_RUN, shyEditions, SIGNED_IN, tickingClock } from '../testing/example-club.ts';
import { DESKS } from './desks.ts';
import { MAY_READ } from './private.ts';
import type { Visitor } from './visitor.ts';

const BORN = '2012-03-04';
const PHONE = '+1 555 0100';
const MEDICAL = 'penicillin 2019';
const GROUNDS = 'a light car at the chute';

/** A club whose log holds everything that is private: details of a person, a paper about one, a case. */
async function clubWithSecrets() {
  const medical = { ...exampleEditions()[0]!.acts.get('film')!, id: 'medical', of: 'person' as const, by: ['sign-in'], fields: [] };
  const text = { name: 'note', type: 'text' as const, optional: false };
  const editions = shyEditions().map((book) => ({ ...book, acts: new Map([...book.acts, ['medical', { ...medical, fields: [text] }]]) }));
  const club = exampleClub(':memory:', tickingClock(), editions);
  const young = { by: 'sign-in:Sue', class: 'youth-four', car: '8', driver: 'Ben Boyd', pill: 3, meeting: '2026-05-02' };
  await giveAll(club, [
    { do: 'register', by: 'sign-in:Sue', person: 'Ben Boyd', details: { born: BORN, phone: PHONE } } as unknown as Sent,
    ...SIGNED_IN,
    { do: 'record', by: 'pit-steward:Pat', name: 'inspection', car: '8', fields: { passed: true } } as unknown as Sent,
    { do: 'sign-in', ...young } as unknown as Sent,
    { do: 'record', by: 'sign-in:Sue', name: 'medical', person: 'Ben Boyd', fields: { note: MEDICAL } } as unknown as Sent,
    ...HEAT_RUN,
    {
      do: 'file',
      by: 'race-director:Rae',
      case: 'protest',
      id: 'p1',
      meeting: '2026-05-02',
      race: 'mini-stock/heat-1',
      filer: 'Ben Boyd',
      against: 'Ava Archer',
      fields: { grounds: GROUNDS },
      paidCents: 5000,
      paidBy: 'cash',
    } as unknown as Sent,
  ]);
  return club;
}

const KNOWN: Readonly<Record<string, string>> = {
  meeting: '2026-05-02',
  race: 'mini-stock/heat-1',
  class: 'youth-four',
  season: '2026',
  name: 'medical',
  path: 'entries youth-four',
  car: '8',
  person: 'Ben Boyd',
};

/** Everything that a visitor reads when asking every view that answers, by view. */
async function everythingRead(visitor: Visitor): Promise<ReadonlyMap<string, string>> {
  const { get, faults } = exampleApp(visitor, await clubWithSecrets());
  const texts = new Map<string, string>();
  for (const { name, fields } of VIEWS)
    for (const left of ['', 'person', 'car']) {
      const given = new URLSearchParams();
      for (const field of fields) {
        const plain = field.replace('?', '');
        if ((field === plain || left === '' || field === `${left}?`) && KNOWN[plain] !== undefined) given.set(plain, KNOWN[plain]);
      }
      const response = await get(`views/${name}?${given.toString()}`);
      if (response.status === 200) texts.set(name, (texts.get(name) ?? '') + (await response.text()));
    }
  expect(faults).toEqual([]);
  return texts;
}

const holding = (texts: ReadonlyMap<string, string>, secret: string): readonly string[] =>
  [...texts].filter(([, text]) => text.includes(secret)).map(([view]) => view);

describe('what is private is read by the desks that need it, in no view by others', () => {
  // A desk is added to this table by hand: whoever makes one says what it reads.
  test.each([
    { desk: 'office', person: true, cases: false },
    { desk: 'race-director', person: true, cases: true },
    { desk: 'tower', person: true, cases: true },
    { desk: 'scorer', person: false, cases: false },
    { desk: 'flagger', person: false, cases: false },
    { desk: 'pit-steward', person: false, cases: false },
    { desk: 'sign-in', person: true, cases: false },
    { desk: 'scales', person: false, cases: false },
    { desk: 'tech', person: false, cases: false },
    { desk: 'treasurer', person: false, cases: false },
    { desk: 'steward', person: false, cases: true },
    { desk: 'board', person: true, cases: true },
    { desk: 'official', person: false, cases: false },
    { desk: 'handler', person: false, cases: false },
    { desk: 'driver', person: false, cases: false },
    { desk: 'public', person: false, cases: false },
  ] as const)('$desk', async ({ desk, person, cases }) => {
    expect([MAY_READ.person.includes(desk), MAY_READ.case.includes(desk)]).toEqual([person, cases]);
    const texts = await everythingRead(desk === 'public' ? { is: 'public' } : member('Kim', desk));
    for (const secret of [BORN, PHONE, MEDICAL]) {
      const where = holding(texts, secret);
      expect([secret, where.length > 0, person ? [] : where]).toEqual([secret, person, []]);
    }
    expect(holding(texts, GROUNDS).length > 0).toBe(cases);
    expect(texts.size).toBeGreaterThan(8);
  });
  test('every desk has a row above', () => expect(DESKS.length).toBe(16));
  test('who may keep a paper about people reads papers of that name, and nothing else', async () => {
    const texts = await everythingRead({ is: 'member', name: 'Moe', posts: [{ role: 'sign-in', desk: 'official' }] });
    expect([holding(texts, MEDICAL), holding(texts, BORN), holding(texts, GROUNDS)]).toEqual([['papers', 'records', 'history'], [], []]);
  });
});
