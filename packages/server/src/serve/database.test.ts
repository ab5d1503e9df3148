import { dirname } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { noPostgresBecause, startPostgres } from '../../../log/src/testing/postgres-server.ts';
import { EXAMPLE, temporaryFile } from '../testing/example-club.ts';
import { readSettings } from './settings.ts';
import { type LogLine, type RunningServer, startServer } from './start.ts';

const because = await noPostgresBecause();
if (because !== undefined) process.stderr.write(`skipped: ${because}\n`);
const postgres = because === undefined ? await startPostgres() : undefined;
afterAll(() => postgres?.stop());

const OTHER = EXAMPLE.replace('example-speedway', 'kam-kartway');

async function started(database: string, rulebooks: string): Promise<RunningServer & { readonly lines: LogLine[] }> {
  const lines: LogLine[] = [];
  const settings = readSettings({ port: '0', data: dirname(temporaryFile()), rulebooks, timing: 'no' }, { RACETOWER_DATABASE: database });
  const server = await startServer(settings, { from: EXAMPLE, now: () => new Date().toISOString(), log: (line) => lines.push(line) });
  onTestFinished(() => server.stop());
  return { ...server, lines };
}

const register = (server: RunningServer, club: string, person: string): Promise<Response> =>
  fetch(`${server.address}/api/clubs/${club}/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ do: 'register', by: 'race-director:Rae', person, details: {} }),
  });

describe.skipIf(!postgres)('servers on one database', () => {
  test('take commands for the same clubs at once, show each other’s facts, and find the clubs again', async () => {
    const url = await postgres!.database();
    const [one, two] = [await started(url, `${EXAMPLE},${OTHER}`), await started(url, `${EXAMPLE},${OTHER}`)];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        register(index % 2 === 0 ? one : two, index % 3 === 0 ? 'kam-kartway' : 'example-speedway', `Person ${index}`),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    for (const server of [one, two])
      expect(await (await fetch(`${server.address}/readyz`)).json()).toMatchObject({
        clubs: [
          { club: 'example-speedway', seq: 20 },
          { club: 'kam-kartway', seq: 10 },
        ],
      });
    const third = await started(url, '');
    expect(third.clubs.toSorted()).toEqual(['example-speedway', 'kam-kartway']);
  });
  test('tell a reader of one what was given to the other', async () => {
    const url = await postgres!.database();
    const [one, two] = [await started(url, EXAMPLE), await started(url, EXAMPLE)];
    const live = await fetch(`${one.address}/api/clubs/example-speedway/live/history`);
    const reader = live.body!.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    await register(two, 'example-speedway', 'Ann Archer');
    let told = '';
    while (!told.includes('Ann Archer')) told += (await reader.read()).value ?? '';
    await reader.cancel();
    expect(told).toContain('id: 1');
  });
  test('answer again after the database was killed and started, and never tell its secret', async () => {
    const url = await postgres!.database();
    const server = await started(url, EXAMPLE);
    expect((await register(server, 'example-speedway', 'Ann')).status).toBe(200);
    await postgres!.kill();
    const waiting = register(server, 'example-speedway', 'Bea');
    await postgres!.start();
    // Who it is is asked of the database as well: until that is back the answer is to come again.
    let answer = await waiting;
    while (answer.status === 503) answer = await register(server, 'example-speedway', 'Bea');
    expect(answer.status).toBe(200);
    expect(JSON.stringify(server.lines)).not.toContain(new URL(url).password);
  });
  test('that is not there are not started, and the message keeps the secret', async () => {
    const url = (await postgres!.database()).replace(/test_\d+/, 'nowhere');
    await expect(started(url, EXAMPLE)).rejects.toThrow(/nowhere.* does not exist/);
    await expect(started(url, EXAMPLE)).rejects.not.toThrow(new URL(url).password);
  });
});
