import { describe, expect, test } from 'vitest';
import { exampleAccounts } from '../testing/example-accounts.ts';
import { CLUB, exampleClub, exampleEditions, giveAll, SIGNED_IN, tickingClock } from '../testing/example-club.ts';

const PASSWORD = 'a long enough one';
const CALL = { do: 'call', name: 'double-check', meeting: '2026-05-02', fields: {}, approvals: ['race-director'] };

/** A club with a call that the race director has to approve, and a flagger, a race director and a tablet. */
async function withApprovals() {
  const like = [...exampleEditions()[0]!.acts.values()].find((act) => act.sort === 'call')!;
  const call = {
    id: 'double-check',
    sort: 'call' as const,
    says: 'a check',
    of: 'meeting' as const,
    by: ['flagger'],
    approvals: ['race-director'],
    fields: [],
    then: [],
    clauses: like.clauses,
  };
  const editions = exampleEditions().map((book) => ({ ...book, acts: new Map([...book.acts, ['double-check', call]]) }));
  const club = exampleClub(':memory:', tickingClock(), editions);
  await giveAll(club, SIGNED_IN);
  const made = await exampleAccounts({ clubs: [club] });
  for (const [login, name, role] of [
    ['flo', 'Flo Fox', 'flagger'],
    ['rae', 'Rae Reed', 'race-director'],
  ] as const) {
    await made.accounts.add(login, name, PASSWORD);
    await made.accounts.grant(login, CLUB, role);
  }
  const [flo, rae] = [made.browser(), made.browser()];
  await flo.signIn('flo', PASSWORD);
  await rae.signIn('rae', PASSWORD);
  const seq = async (): Promise<number> => (await club.latest()).seq;
  return { ...made, flo, rae, seq };
}

const approve = async (who: Awaited<ReturnType<typeof withApprovals>>['rae'], command: object, more: object = {}) =>
  (await (await who.ask(`/api/clubs/${CLUB}/approvals`, { command, ...more })).json()) as {
    readonly token: string;
    readonly by: string;
    readonly code?: string;
  };

describe('an approval', () => {
  test('that is only claimed is refused', async () => {
    const { flo, seq } = await withApprovals();
    const before = await seq();
    const response = await flo.give(CALL);
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ code: 'approval-not-signed' })]);
    expect(await seq()).toBe(before);
  });
  test('that was signed goes on record under the name of the approver', async () => {
    const { club, flo, rae } = await withApprovals();
    const { by, token } = await approve(rae, CALL);
    expect(by).toBe('race-director:Rae Reed');
    expect((await flo.give(CALL, { approvals: token })).status).toBe(200);
    expect((await club.latest()).all.last()).toMatchObject({ by: 'flagger:Flo Fox', body: { approvals: ['race-director:Rae Reed'] } });
  });
  test('is of that command alone, once, for a short time', async () => {
    const { clock, flo, rae } = await withApprovals();
    const { token } = await approve(rae, CALL);
    const code = async (response: Response): Promise<unknown> => ((await response.json()) as { readonly code?: unknown }).code;
    expect(await code(await flo.give({ ...CALL, fields: { note: 'x' } }, { approvals: token }))).toBe('bad-approval');
    expect(await code(await flo.give(CALL, { approvals: `${token}x` }))).toBe('bad-approval');
    const headers = { approvals: token, 'idempotency-key': 'a' };
    expect((await flo.give(CALL, headers)).status).toBe(200);
    expect(await (await flo.give(CALL, headers)).json()).toMatchObject({ repeated: true });
    expect(await code(await flo.give(CALL, { approvals: token }))).toBe('bad-approval');
    const later = await approve(rae, CALL);
    clock.ms += 4 * 60_000;
    expect(await code(await flo.give(CALL, { approvals: later.token }))).toBe('bad-approval');
  });
  test('is not used up by a command that is refused', async () => {
    const { flo, rae } = await withApprovals();
    const { token } = await approve(rae, CALL);
    expect((await flo.give(CALL, { approvals: token, 'expected-seq': '1' })).status).toBe(409);
    expect((await flo.give(CALL, { approvals: token })).status).toBe(200);
  });
  test('is given by PIN at an enrolled tablet, and nowhere else', async () => {
    const { accounts, browser, flo, rae } = await withApprovals();
    await accounts.tablets.setPin('rae', '2580');
    const byPin = { login: 'rae', pin: '2580' };
    expect((await approve(flo, CALL, byPin)).code).toBe('not-enrolled');
    await rae.ask(`/api/clubs/${CLUB}/people`, { do: 'enrol-tablet', name: 'tower' });
    await rae.ask('/api/auth/sign-out', {});
    expect((await approve(rae, CALL, { ...byPin, pin: '1357' })).code).toBe('wrong-pin');
    const { token } = await approve(rae, CALL, byPin);
    expect((await flo.give(CALL, { approvals: token })).status).toBe(200);
    expect((await approve(browser(), CALL)).code).toBe('sign-in');
  });
  test('is never in a role of others', async () => {
    const { flo } = await withApprovals();
    expect((await approve(flo, CALL, { role: 'race-director' })).code).toBe('not-your-role');
  });
  test('of whoever sends the command is proved by the session', async () => {
    const { accounts, rae } = await withApprovals();
    await accounts.grant('rae', CLUB, 'flagger');
    expect((await rae.give({ ...CALL, by: 'flagger' })).status).toBe(200);
  });
  test('is not needed to look what would change', async () => {
    const { flo } = await withApprovals();
    expect((await flo.ask(`/api/clubs/${CLUB}/commands?preview=yes`, CALL)).status).toBe(200);
  });
});
