import { COMMAND_KINDS, VIEWS } from '@racetower/engine';
import { describe, expect, test } from 'vitest';
import { exampleApp, member } from '../testing/example-app.ts';
import { exampleClub, giveAll, HEAT_RUN, SIGNED_IN, shyEditions, tickingClock } from '../testing/example-club.ts';
import type { Visitor } from './visitor.ts';

const PUBLIC: Visitor = { is: 'public' };
const REGISTER = { do: 'register', person: 'Ann Archer', details: {} };

describe('the name under which a command goes on record', () => {
  test.each([
    { name: 'is that of who is signed in', visitor: member('Sue', 'sign-in'), by: undefined, status: 200, is: 'sign-in:Sue' },
    {
      name: 'is of the role that is asked for',
      visitor: member('Sue', 'sign-in', 'race-director'),
      by: 'race-director',
      status: 200,
      is: 'race-director:Sue',
    },
    { name: 'may be said whole', visitor: member('Sue', 'sign-in'), by: 'sign-in:Sue', status: 200, is: 'sign-in:Sue' },
    { name: 'is never somebody else’s', visitor: member('Sue', 'sign-in'), by: 'sign-in:Rae', status: 403, is: 'not-your-role' },
    { name: 'is never in a role of others', visitor: member('Sue', 'sign-in'), by: 'race-director', status: 403, is: 'not-your-role' },
    { name: 'needs a desk that may', visitor: member('Flo', 'flagger'), by: undefined, status: 403, is: 'not-your-desk' },
    { name: 'is nobody’s without signing in', visitor: PUBLIC, by: 'race-director', status: 401, is: 'sign-in' },
  ])('$name', async ({ visitor, by, status, is }) => {
    const { club, send } = exampleApp(visitor);
    const response = await send({ ...REGISTER, ...(by === undefined ? {} : { by }) });
    const answer = (await response.json()) as { readonly facts?: readonly { readonly by: string }[]; readonly code?: string };
    expect([response.status, answer.facts?.[0]?.by ?? answer.code]).toEqual([status, is]);
    expect(club.seen.seq).toBe(status === 200 ? 1 : 0);
  });
  test('the key of one person is no key of another', async () => {
    const club = exampleClub();
    const headers = { 'idempotency-key': '1' };
    await exampleApp(member('Sue', 'sign-in'), club).send(REGISTER, { headers });
    const other = await exampleApp(member('Sam', 'sign-in'), club).send({ ...REGISTER, person: 'Bea' }, { headers });
    expect([other.status, club.seen.seq]).toEqual([200, 2]);
  });
});

test('nobody gives any command without signing in', async () => {
  const { club, send } = exampleApp(PUBLIC);
  for (const kind of COMMAND_KINDS) expect([400, 401]).toContain((await send({ do: kind, by: 'race-director' })).status);
  expect(club.seen.seq).toBe(0);
});

describe('what the public sees', () => {
  const shown = async (view: string, names: 'adults' | 'all' | 'none' = 'adults'): Promise<string> => {
    const club = exampleClub(':memory:', tickingClock(), shyEditions());
    await giveAll(club, [
      { do: 'register', by: 'sign-in:Sue', person: 'Ava Archer', details: { born: '1990-01-01' } } as never,
      { do: 'register', by: 'sign-in:Sue', person: 'Ben Boyd', details: { born: '2012-01-01' } } as never,
      ...SIGNED_IN,
      ...HEAT_RUN,
    ]);
    const response = await exampleApp(PUBLIC, club, names).get(view);
    return response.text();
  };
  const RESULT = 'views/result?meeting=2026-05-02&race=mini-stock/heat-1';
  test('names of minors, and of those whose age is unknown, are short', async () => {
    const text = await shown(RESULT);
    expect(['Ava Archer', 'Ben B.', 'Cal C.', 'Dee D.'].filter((name) => !text.includes(name))).toEqual([]);
    expect(text).not.toMatch(/Boyd|Cole|Dunn/);
  });
  test.each([
    { names: 'all' as const, whole: 4 },
    { names: 'none' as const, whole: 0 },
  ])('a club may show $names', async ({ names, whole }) => {
    const text = await shown(RESULT, names);
    expect(['Ava Archer', 'Ben Boyd', 'Cal Cole', 'Dee Dunn'].filter((name) => text.includes(name)).length).toBe(whole);
  });
  test('in no public view is a name whole that is short in another, nor a birthday', async () => {
    const known: Readonly<Record<string, string>> = {
      meeting: '2026-05-02',
      race: 'mini-stock/heat-1',
      class: 'mini-stock',
      season: '2026',
    };
    for (const { name, fields } of VIEWS) {
      const given = fields
        .map((field) => field.replace('?', ''))
        .flatMap((field) => (known[field] === undefined ? [] : [`${field}=${known[field]}`]));
      expect(await shown(`views/${name}?${given.join('&')}`)).not.toMatch(/Boyd|Cole|Dunn|2012-01-01/);
    }
  });
  test.each(['entries', 'history', 'cases', 'ledger', 'payout', 'explain'])('%s is not public', async (view) => {
    expect((await exampleApp(PUBLIC).get(`views/${view}`)).status).toBe(401);
    expect((await exampleApp(member('Dan', 'driver')).get(`views/${view}`)).status).toBe(403);
  });
});
