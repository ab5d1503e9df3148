import { describe, expect, test } from 'vitest';
import type { Visitor } from '../access/visitor.ts';
import { type ExampleApp, exampleApp, member } from '../testing/example-app.ts';
import { exampleClub, giveAll, HEAT_RUN, SIGNED_IN } from '../testing/example-club.ts';

const PAGE = '/clubs/example-speedway/protest';
const KEY = 'a1b2c3d4-0000-4000-8000-000000000000';
const FORM = {
  key: KEY,
  case: 'protest',
  meeting: '2026-05-02',
  race: 'mini-stock/heat-1',
  filer: 'Ben Boyd',
  against: 'Dee Dunn',
  'field-grounds': 'the <b>car</b> was light',
  paid: 'yes',
};

async function heatIsOver(visitor: Visitor): Promise<ExampleApp> {
  const club = exampleClub();
  await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
  return exampleApp(visitor, club);
}

const send = (app: ExampleApp, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  app.app.request(PAGE, { method: 'POST', body: new URLSearchParams(form), headers });

describe('the form of a protest', () => {
  test('files for who is signed in, under their own role, and once', async () => {
    const app = await heatIsOver(member('Ben Boyd', 'flagger'));
    const answers = [await send(app, FORM), await send(app, FORM)];
    expect(answers.map((each) => [each.status, each.headers.get('location')])).toEqual(
      Array.from({ length: 2 }, () => [303, `${PAGE}?filed=protest-a1b2c3`]),
    );
    const filed = (await app.club.latest()).all.of('case-filed');
    expect(filed.map((fact) => [fact.by, fact.body.paidCents, fact.body.fields['grounds']])).toEqual([
      ['flagger:Ben Boyd', 5000, 'the <b>car</b> was light'],
    ]);
  });
  test.each([
    { name: 'without signing in', visitor: { is: 'public' } as const, form: FORM, says: 'Sign in to file' },
    { name: 'without a name', visitor: { is: 'operator' } as const, form: { ...FORM, filer: ' ' }, says: 'id="filer-fault">Say who files' },
    {
      name: 'without the fee',
      visitor: { is: 'operator' } as const,
      form: { ...FORM, paid: 'no' },
      says: 'id="paid-fault">The fee is $50.00',
    },
    {
      name: 'of a race that is not there',
      visitor: { is: 'operator' } as const,
      form: { ...FORM, race: 'mini-stock/heat-9' },
      says: 'id="race-fault"',
    },
    {
      name: 'in a role that is not theirs',
      visitor: member('Ben', 'driver'),
      form: { ...FORM, by: 'race-director' },
      says: 'not signed in as',
    },
  ])('$name is not filed, says so at its field and keeps what was written', async ({ visitor, form, says }) => {
    const app = await heatIsOver(visitor);
    const { seq } = await app.club.latest();
    const answer = await send(app, form);
    const text = await answer.text();
    expect([answer.status, text.includes(says), text.includes('the &lt;b&gt;car&lt;/b&gt; was light')]).toEqual([422, true, true]);
    expect([(await app.club.latest()).seq, app.faults]).toEqual([seq, []]);
  });
  test.each([{ name: 'of another type', headers: { 'content-type': 'application/json' }, status: 415 }])(
    '$name',
    async ({ headers, status }) => {
      expect((await send(await heatIsOver({ is: 'operator' }), FORM, headers)).status).toBe(status);
    },
  );
  test('is not read beyond what may be sent', async () => {
    const app = await heatIsOver({ is: 'operator' });
    const answer = await send(app, { ...FORM, 'field-grounds': 'x'.repeat(300_000) }, { 'content-length': '300100' });
    expect([answer.status, (await app.club.latest()).all.of('case-filed').length]).toEqual([413, 0]);
  });
});

describe('why', () => {
  test('is told without whole names of minors, and not of money, entries or cases', async () => {
    const app = await heatIsOver({ is: 'public' });
    const why = (query: string) => app.get(`/clubs/example-speedway/why?${query}`);
    const told = await (await why('of=points&meeting=2026-05-02&class=mini-stock&car=44')).text();
    expect([told.includes('Why: points of car 44'), /EX-\d/.test(told)]).toEqual([true, true]);
    for (const of of ['fees', 'entry', 'case', 'fact', 'payout', '__proto__'])
      expect([of, (await why(`of=${of}&meeting=2026-05-02&class=mini-stock&car=44`)).status]).toEqual([of, 404]);
  });
});
