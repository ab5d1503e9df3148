import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Visitor } from '../access/visitor.ts';
import { Hooks, MOST_HOOKS } from '../hooks/hooks.ts';
import { Metrics } from '../metrics/metrics.ts';
import { openServiceDatabase } from '../service/database.ts';
import { exampleApp, type ExampleApp, member } from '../testing/example-app.ts';
import { exampleClub } from '../testing/example-club.ts';

const HERE = '/api/clubs/example-speedway/hooks';
const GOOD = { url: 'https://example.org/news' };

async function served(visitor: Visitor): Promise<ExampleApp & { readonly woken: () => number }> {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-hooks-'));
  const db = await openServiceDatabase({ folder });
  onTestFinished(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  let woken = 0;
  const app = exampleApp(visitor, exampleClub(), 'adults', { hooks: { hooks: new Hooks(db), wake: () => (woken += 1) } });
  return { ...app, woken: () => woken };
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

interface Told {
  readonly id: string;
  readonly secret?: string;
  readonly code?: string;
  readonly field?: string;
  readonly hooks?: readonly object[];
  readonly deliveries?: readonly { readonly id: string; readonly state: string }[];
}
const told = async (response: Response | Promise<Response>): Promise<Told> => (await response).json() as Promise<Told>;

describe('hooks', () => {
  test('are added with a secret that is told once, listed, tried and removed', async () => {
    const { app, get, woken } = await served(member('Olu', 'office'));
    const made = await told(app.request(HERE, post(GOOD)));
    expect(made.secret).toMatch(/^whsec_/);
    const list = await told(get(HERE));
    expect(list.hooks).toMatchObject([{ id: made.id, url: GOOD.url, format: 'racetower', madeBy: 'Olu' }]);
    expect(JSON.stringify(list)).not.toContain('whsec_');
    expect((await app.request(`${HERE}/${made.id}/test`, { method: 'POST' })).status).toBe(202);
    const [delivery] = (await told(get(`${HERE}/${made.id}/deliveries`))).deliveries ?? [];
    expect(delivery?.state).toBe('due');
    const again = `${HERE}/${made.id}/deliveries`;
    expect((await app.request(`${again}/${delivery?.id ?? ''}/again`, { method: 'POST' })).status).toBe(202);
    expect((await app.request(`${again}/nothing/again`, { method: 'POST' })).status).toBe(404);
    expect(woken()).toBe(2);
    expect((await app.request(`${HERE}/${made.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await app.request(`${HERE}/${made.id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await told(get(HERE))).hooks).toEqual([]);
  });

  test.each([
    { name: 'no address', body: {}, field: 'url' },
    { name: 'a path', body: { url: '/news' }, field: 'url' },
    { name: 'a file', body: { url: 'file:///etc/passwd' }, field: 'url' },
    { name: 'a password in the address', body: { url: 'https://me:secret@example.org/' }, field: 'url' },
    { name: 'a format that is none', body: { ...GOOD, format: 'telex' }, field: 'format' },
    { name: 'news that are none', body: { ...GOOD, news: ['weather'] }, field: 'news.0' },
    { name: 'no news', body: { ...GOOD, news: [] }, field: 'news' },
    { name: 'a field that is none', body: { ...GOOD, secret: 'mine' }, field: 'secret' },
  ])('$name: refused, naming the field', async ({ body, field }) => {
    const { app, get, faults } = await served({ is: 'operator' });
    const answer = await app.request(HERE, post(body));
    expect([answer.status, (await told(answer)).field]).toEqual([400, field]);
    expect((await told(get(HERE))).hooks).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('are so many at most', async () => {
    const { app } = await served({ is: 'operator' });
    for (let made = 0; made < MOST_HOOKS; made += 1) expect((await app.request(HERE, post(GOOD))).status).toBe(201);
    expect((await app.request(HERE, post(GOOD))).status).toBe(422);
  });

  test.each([
    { visitor: { is: 'public' } as const, status: 401 },
    { visitor: member('Sam', 'scorer'), status: 403 },
    { visitor: member('Rae', 'race-director'), status: 200 },
  ])('are not for everybody: $visitor.is $status', async ({ visitor, status }) => {
    const { app, get } = await served(visitor);
    expect((await get(HERE)).status).toBe(status);
    expect((await app.request(HERE, post(GOOD))).status).toBe(status === 200 ? 201 : status);
    expect((await app.request(`${HERE}/x`, { method: 'DELETE' })).status).toBe(status === 200 ? 404 : status);
  });
});

describe('/metrics', () => {
  const TOKEN = 'a-token-of-the-settings';
  const measured = (here: boolean): ExampleApp => {
    const club = exampleClub();
    const clubs = new Map([[club.name, { club, publicNames: 'adults' as const }]]);
    return exampleApp({ is: 'public' }, club, 'adults', {
      metrics: (readers) => ({ metrics: new Metrics({ clubs, readers, due: async () => 3 }), token: TOKEN, here: () => here }),
    });
  };

  test('counts answers by route and not by what was asked', async () => {
    const { get } = measured(true);
    await get('views/meetings');
    const text = await (await get('/metrics')).text();
    expect(text).toContain('racetower_facts{club="example-speedway"} 0');
    expect(text).toContain('racetower_hook_messages_due 3');
    expect(text).toMatch(/racetower_answer_seconds_count\{method="GET",route="\/api\/clubs\/:club\/views\/:view",status="200"\} 1/);
  });

  test.each([
    { name: 'nobody', headers: {}, status: 401 },
    { name: 'another token', headers: { authorization: `Bearer ${TOKEN}x` }, status: 401 },
    { name: 'the token', headers: { authorization: `Bearer ${TOKEN}` }, status: 200 },
  ])('is not for strangers: $name', async ({ headers, status }) =>
    expect((await measured(false).get('/metrics', headers)).status).toBe(status),
  );
});
