import { join } from 'node:path';
import { readSettings, type RunningServer, startServer } from '@racetower/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { EXAMPLE, NIGHT, ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const SECRET = 'a-secret-of-the-service';

/** A service, the log of a night, and the token that the service wants for it. */
async function track(): Promise<{
  readonly service: RunningServer;
  readonly data: string;
  readonly log: string;
  readonly to: readonly string[];
}> {
  const data = temporaryFolder();
  const settings = readSettings({ port: '0', data, rulebooks: EXAMPLE, timing: 'no', 'publish-secret': SECRET }, {});
  const service = await startServer(settings, { from: '.', now: () => new Date().toISOString(), log: () => undefined });
  onTestFinished(() => service.stop());
  const log = join(temporaryFolder(), 'night.sqlite');
  await ran('run', NIGHT, '--log', log);
  const token = (await ran('publish-token', 'example-speedway', '--secret', SECRET)).text;
  return { service, data, log, to: ['--to', service.address, '--token', token, '--name', 'the tower'] };
}

const digestOf = async (place: string): Promise<string> =>
  (JSON.parse((await ran('verify', place, '--json')).text) as { readonly digest: string }).digest;

describe('publish', () => {
  test('sends the log once, and again what came since, with one digest', async () => {
    const { log, to } = await track();
    for (let time = 0; time < 2; time += 1) {
      const { code, text } = await ran('publish', log, ...to, '--once');
      expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining(`both have the digest ${await digestOf(log)}`) as string });
    }
  });
  test.each([
    { name: 'no service', words: (log: string) => ['publish', log], says: 'say where to: --to' },
    { name: 'no address', words: (log: string) => ['publish', log, '--to', 'nowhere'], says: 'begins with https://' },
    { name: 'no token', words: (log: string, url: string) => ['publish', log, '--to', url], says: 'the service wants a token' },
    {
      name: 'a wrong token',
      words: (log: string, url: string) => ['publish', log, '--to', url, '--token', 'x', '--once'],
      says: 'takes the publish token',
    },
    {
      name: 'a service that is away',
      words: (log: string) => ['publish', log, '--to', 'http://127.0.0.1:1', '--token', 'x', '--once'],
      says: 'the service does not answer',
    },
    { name: 'no log', words: (log: string, url: string) => ['publish', `${log}x`, '--to', url], says: 'there is no such log; say --club' },
    { name: 'two logs', words: (log: string) => ['publish', log, log], says: 'say which log, and no more' },
    { name: 'a short secret', words: () => ['publish-token', 'a-club', '--secret', 'short'], says: 'has 16 signs or more' },
    { name: 'a token for nobody', words: () => ['publish-token', '--secret', SECRET], says: 'say for which club' },
  ])('with $name says what is missing', async ({ words, says }) => {
    const { log, service } = await track();
    const { code, errors } = await ran(...words(log, service.address));
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining(says) as string });
  });
});

describe('hand-over', () => {
  test('to the service and back: commands are refused where the facts are not made', async () => {
    const { log, to } = await track();
    const opened = ['open-meeting', 'meeting=2026-06-06', 'kind=points', 'at=2026-06-06T18:00:00Z', '--rulebook', EXAMPLE];
    expect(await ran('hand-over', log, ...to)).toMatchObject({ code: 0, text: expect.stringContaining('are made at http') as string });
    expect(await ran('do', log, ...opened)).toMatchObject({ code: 2, errors: expect.stringContaining('are made by http') as string });
    expect(await ran('hand-over', log, ...to, '--back')).toMatchObject({
      code: 0,
      text: expect.stringContaining('are made here') as string,
    });
    expect((await ran('do', log, ...opened)).code).toBe(0);
    expect((await ran('publish', log, ...to, '--once')).code).toBe(0);
  });
  test('takes the whole log over to a fresh file, from a service whose writer is lost', async () => {
    const { data, log, to } = await track();
    await ran('publish', log, ...to, '--once');
    const fresh = join(temporaryFolder(), 'fresh.sqlite');
    const back = ['hand-over', fresh, ...to, '--club', 'example-speedway', '--back'];
    expect(await ran(...back)).toMatchObject({ code: 2, errors: expect.stringContaining('are made by the tower') as string });
    // The service ends the turn of the tower in its own log.
    const own = join(data, 'example-speedway.sqlite');
    expect(await ran('hand-over', own, '--here')).toMatchObject({ code: 0, text: expect.stringContaining('from now on') as string });
    expect((await ran(...back)).code).toBe(0);
    expect(await digestOf(fresh)).toBe(await digestOf(log));
    expect(await ran('publish', log, ...to, '--once')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('are made by the tower') as string,
    });
  });
});
