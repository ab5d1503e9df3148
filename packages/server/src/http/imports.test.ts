import { resolve } from 'node:path';
import { openSqliteLog } from '@racetower/log';
import { loadEditions } from '@racetower/rulebook';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventOf, lineOf, sessionOf } from '../../../timing/src/testing/result-files.ts';
import type { Visitor } from '../access/visitor.ts';
import { Club } from '../club/club.ts';
import { openClient, ProblemError } from '../client/index.ts';
import { exampleApp, member } from '../testing/example-app.ts';
import { tickingClock } from '../testing/example-club.ts';

const BOOK = resolve(import.meta.dirname, '../../../../rulebooks/sim-league');
const SCORER = member('Sid', 'scorer');

/** The service with a sim league, asked by one visitor through the client. */
function league(visitor: Visitor = SCORER) {
  const read = loadEditions(BOOK);
  if (!read.ok) throw new Error(read.problems.map((each) => each.says).join('\n'));
  const editions = read.value.map((each) => each.book);
  const club = new Club({ log: openSqliteLog(':memory:', 'sim-league'), editions, now: tickingClock('2025-07-16T12:00:00Z') });
  onTestFinished(() => club.close());
  const { app, faults } = exampleApp(visitor, club);
  const fetch = async (path: string | URL | Request, init?: RequestInit): Promise<Response> => app.request(new Request(path, init));
  const client = openClient({ address: 'http://racetower.test', club: 'sim-league', fetch });
  return { app, club, client, faults };
}

const asFile = (value: unknown): { readonly name: string; readonly content: string } => ({
  name: 'round-1.json',
  content: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64'),
});
const three = [lineOf(0, { incidents: 4 }), lineOf(1), lineOf(2, { reason_out: 'Disconnected' })];
const event = eventOf({ session_results: [sessionOf(0, 'RACE', 6, three)] });

const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error('it was not refused');
  return error.problem;
};

describe('a result file through the server', () => {
  test('is looked at with everybody in it, and nothing is kept', async () => {
    const { client, club, faults } = league();
    const seen = await client.imports.preview(asFile(event));
    expect(seen).toMatchObject({
      kept: false,
      meeting: { meeting: '2025-07-15', isNew: true },
      unknown: [{ id: '101', name: 'Driver 1', sessions: ['RACE'] }, { id: '102' }, { id: '103' }],
      results: [{ race: 'cars/race', name: 'Cars Race', rows: [{ place: 1, driver: 'Driver 1', incidents: 4 }, {}, { status: 'dnf' }] }],
      cases: [{ says: 'the review of lap 1', race: 'cars/race' }],
    });
    expect([(await club.latest()).seq, faults]).toEqual([0, []]);
  });
  test('is put on record once who is who is decided, and once under its key', async () => {
    const { client, club } = league();
    const request = { ...asFile(event), as: { 101: 'Ann Archer' }, register: ['102'], leaveOut: ['103'] };
    const first = await client.imports.keep(request, 'k1');
    expect(first).toMatchObject({
      kept: true,
      repeated: false,
      registered: ['Ann Archer', 'Driver 2'],
      drivers: [
        { id: '101', member: 'Ann Archer', how: 'decided' },
        { id: '102', member: 'Driver 2', how: 'new' },
      ],
      leftOut: [{ id: '103' }],
    });
    const { seq } = await club.latest();
    expect(await client.imports.keep(request, 'k1')).toMatchObject({ kept: true, repeated: true, facts: 0 });
    expect(await client.imports.keep(request, 'k2')).toMatchObject({ facts: 0, sessions: [{ was: 'same' }] });
    expect((await club.latest()).seq).toBe(seq);
    expect((await club.latest()).all.of('race-finished').map((fact) => fact.by)).toEqual(['scorer:Sid']);
    expect(await refusal(client.imports.keep({ ...request, register: 'everybody' }, 'k1'))).toMatchObject({ code: 'key-reused' });
  });
  test('what the service changed is shown before it is corrected', async () => {
    const { client } = league();
    await client.imports.keep({ ...asFile(event), register: 'everybody' }, 'k1');
    const changed = eventOf({ session_results: [sessionOf(0, 'RACE', 6, [lineOf(0, { incidents: 9 }), ...three.slice(1)])] });
    expect((await client.imports.preview(asFile(changed))).changes).toEqual([
      { race: 'cars/race', driver: 'Driver 1', what: 'incidents', was: 4, is: 9 },
    ]);
  });
  test('says what was imported, and how files are read', async () => {
    const { client } = league();
    await client.imports.keep({ ...asFile(event), register: 'everybody' }, 'k1');
    expect(await client.imports.about()).toMatchObject({
      reads: { member: 'iracing-id', sessions: expect.arrayContaining([{ there: 'RACE', here: 'race' }]) as unknown },
      members: [{ name: 'Driver 1', number: '101' }, {}, {}],
      imported: [{ race: 'cars/race', source: 'iracing 5001', cars: 3 }],
    });
    expect(await client.about()).toMatchObject({ reads: ['iracing'] });
  });
});

describe('a wrong file changes nothing and says what is wrong', () => {
  const many = Array.from({ length: 10 }, (_, index) => lineOf(index));
  test.each([
    { name: 'another kind of file', file: 'a,b,c', code: 'no-result', says: 'neither a JSON result nor a table' },
    { name: 'a file cut short', file: JSON.stringify(event).slice(0, 400), code: 'truncated', says: 'ends in its middle' },
    { name: 'an empty file', file: ' ', code: 'truncated', says: 'is empty' },
    { name: 'a value of another form', file: eventOf({ session_results: 7 }), code: 'bad-value', says: 'session_results' },
    { name: 'unknown drivers', file: event, code: 'unknown-driver', says: 'Driver 1 (101)', field: 'as' },
    {
      name: 'two races that would be one',
      file: eventOf({ session_results: [sessionOf(0, 'RACE', 6, many), sessionOf(-1, 'FEATURE', 6, many)] }),
      more: { register: 'everybody' as const },
      code: 'two-sessions',
      says: 'would both be race',
      field: 'sessions',
    },
    { name: 'a file of tomorrow', file: eventOf({ start_time: '2025-08-16T01:00:00Z' }), code: 'in-the-future', says: 'yet to come' },
    { name: 'a session that is not there', file: event, more: { sessions: ['HEAT 1'] }, code: 'no-session', says: 'no session HEAT 1' },
  ])('$name', async ({ file, more = {}, code, says, field = 'content' }) => {
    const { client, club, faults } = league();
    const no = await refusal(client.imports.keep({ ...asFile(file), ...more }, 'k1'));
    expect([no.status, no.code, no.detail.includes(says)]).toEqual([422, code, true]);
    expect(no.field).toBe(field === 'content' && code === 'no-session' ? 'sessions' : field);
    expect([(await club.latest()).seq, faults]).toEqual([0, []]);
  });
  test('more than a file may have', async () => {
    const { client, club } = league();
    const no = await refusal(client.imports.keep({ name: 'big.json', content: 'A'.repeat(9 * 1024 * 1024) }, 'k1'));
    expect([no.status, no.code, (await club.latest()).seq]).toEqual([413, 'body-too-large', 0]);
  });
  test.each([
    { name: 'no base64', body: { name: 'x', content: '{}' }, field: 'content' },
    { name: 'no name', body: { content: 'e30=' }, field: 'name' },
    { name: 'a number that is none', body: { name: 'x', content: 'e30=', as: { ann: 'Ann' } }, field: 'as.ann' },
    { name: 'a field too many', body: { name: 'x', content: 'e30=', note: 'hi' }, field: 'note' },
  ])('$name is bad input', async ({ body, field }) => {
    const no = await refusal(league().client.imports.keep(body as never, 'k1'));
    expect([no.status, no.code, no.field]).toEqual([400, 'bad-input', field]);
  });
});

describe('a result file is for whoever may put a finish on record', () => {
  test.each([
    { name: 'the public', visitor: { is: 'public' } as const, status: 401 },
    { name: 'a racer', visitor: member('Ann', 'driver'), status: 403 },
    { name: 'the window', visitor: member('Win', 'sign-in'), status: 403 },
  ])('not for $name', async ({ visitor, status }) => {
    const { client, club } = league(visitor);
    expect((await refusal(client.imports.keep({ ...asFile(event), register: 'everybody' }, 'k1'))).status).toBe(status);
    expect((await refusal(client.imports.preview(asFile(event)))).status).toBe(status);
    expect((await refusal(client.imports.about())).status).toBe(status);
    expect((await club.latest()).seq).toBe(0);
  });
  test('in no other role than their own', async () => {
    const { client } = league();
    expect((await refusal(client.imports.keep({ ...asFile(event), by: 'steward' }, 'k1'))).code).toBe('not-your-role');
  });
  test('and a club whose rulebook reads none says so', async () => {
    const { app } = exampleApp(member('Sid', 'scorer'));
    const sent = await app.request('/api/clubs/example-speedway/imports', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asFile(event)),
    });
    expect([sent.status, await sent.json()]).toMatchObject([422, { code: 'no-import' }]);
  });
});
