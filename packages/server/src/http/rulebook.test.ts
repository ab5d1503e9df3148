import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyFact } from '@racetower/engine';
import { loadEditions } from '@racetower/rulebook';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Visitor } from '../access/visitor.ts';
import type { Club } from '../club/club.ts';
import { Shelf, type ShelfFile } from '../rulebook/shelf.ts';
import { exampleApp, member } from '../testing/example-app.ts';
import { CLUB, EXAMPLE, exampleClub, giveAll, HEAT_RUN, SIGNED_IN } from '../testing/example-club.ts';
import { openClient, ProblemError } from '../client/index.ts';

const HERE = `/api/clubs/${CLUB}/rulebook`;

/** The example club with a copy of its rulebook of its own. */
function atShelf(visitor: Visitor = { is: 'operator' }, { shared = false, club = exampleClub() }: { shared?: boolean; club?: Club } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'racetower-shelf-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(home, CLUB);
  cpSync(EXAMPLE, folder, { recursive: true });
  const shelf = new Shelf(folder, { shared });
  const app = exampleApp(visitor, club, 'adults', { clubs: new Map([[CLUB, { club, publicNames: 'adults', shelf }]]) });
  const ask = (path: string, method = 'GET', body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    Promise.resolve(
      app.app.request(`${HERE}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body) }),
      }),
    );
  const files = async (): Promise<readonly ShelfFile[]> =>
    ((await (await ask('')).json()) as { readonly files: readonly ShelfFile[] }).files;
  const edition = async (): Promise<ShelfFile> => (await files()).find((each) => each.name === '2026.yaml')!;
  const save = async (
    text: string,
    more: object = { why: 'the board decided' },
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response> => ask('/editions/2026.yaml', 'PUT', { text, ...more }, headers ?? { 'if-match': `"${(await edition()).etag}"` });
  const disk = (): string => readFileSync(join(folder, '2026.yaml'), 'utf8');
  return { ...app, folder, ask, files, edition, save, disk };
}

const BEFORE = 'give: 52 - 2 * place';
const AFTER = 'give: 60 - 3 * place';

describe('the files of a rulebook', () => {
  test('are its editions and its nights, as other files call them', async () => {
    const files = await atShelf().files();
    expect(files.filter((each) => each.kind === 'edition').map((each) => each.path)).toEqual([`${CLUB}/2026.yaml`]);
    expect(files.find((each) => each.name === 'invert-by-pill.yaml')).toMatchObject({
      kind: 'night',
      path: `${CLUB}/nights/invert-by-pill.yaml`,
    });
  });
  test('are there with what an edition extends, wherever it is', async () => {
    const { folder, files } = atShelf();
    writeFileSync(join(folder, '2027.yaml'), 'extends: { file: ../other-club/base.yaml }\nedition: 2027\nin-force: 2027-01-01\n');
    cpSync(EXAMPLE, join(folder, '../other-club'), { recursive: true });
    cpSync(join(folder, '2026.yaml'), join(folder, '../other-club/base.yaml'));
    expect((await files()).filter((each) => each.kind === 'base').map((each) => each.path)).toEqual(['other-club/base.yaml']);
  });
  test.each([
    { name: 'nobody who is not signed in', visitor: { is: 'public' } as Visitor, status: 401 },
    { name: 'no scorer', visitor: member('Sam', 'scorer'), status: 403 },
    { name: 'the race director', visitor: member('Rae', 'race-director'), status: 200 },
    { name: 'the office', visitor: member('Olga', 'office'), status: 200 },
    { name: 'the board', visitor: member('Bo', 'board'), status: 200 },
  ])('are read and saved by $name: $status', async ({ visitor, status }) => {
    const { ask, folder } = atShelf(visitor);
    const before = readdirSync(folder);
    for (const path of ['', '/older']) expect([path, (await ask(path)).status]).toEqual([path, status]);
    if (status === 200) return;
    for (const [path, method] of [
      ['/editions/2026.yaml', 'PUT'],
      ['/nights/invert-by-pill.yaml', 'DELETE'],
      ['/older/x.yaml', 'GET'],
    ] as const)
      expect([path, (await ask(path, method, method === 'PUT' ? { text: 'x' } : undefined)).status]).toEqual([path, status]);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('an edition that is saved', () => {
  test('holds from the next answer on, for whoever asks and whoever follows, and what it was is kept', async () => {
    const club = exampleClub();
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    const { edition, save, disk, ask, get, lives, faults } = atShelf(member('Bo', 'board'), { club });
    const points = async (): Promise<unknown> =>
      (
        (await (await get('views/points?meeting=2026-05-02&class=mini-stock')).json()) as {
          readonly answer: { readonly rows: readonly { readonly total: number }[] };
        }
      ).answer.rows
        .map((row) => row.total)
        .toSorted((a, b) => b - a);
    const stream = (await get('live?ask=points%3Fmeeting%3D2026-05-02%26class%3Dmini-stock'))
      .body!.pipeThrough(new TextDecoderStream())
      .getReader();
    await stream.read();
    const first = (await stream.read()).value ?? '';
    expect(await points()).toEqual([10, 8, 6, 4]);
    const { text } = await edition();
    const answered = await save(text.replace("table: '[10, 8, 6, 4, 2]'", "table: '[20, 8, 6, 4, 2]'"));
    expect(answered.status).toBe(200);
    expect(disk()).toContain("'[20, 8, 6, 4, 2]'");
    expect(await points()).toEqual([20, 8, 6, 4]);
    expect([first, (await stream.read()).value]).toEqual([expect.stringContaining('snapshot/0'), expect.stringContaining('20')]);
    await stream.cancel();
    lives.end();
    const { changes } = (await (await ask('/older')).json()) as { readonly changes: readonly { readonly before: string }[] };
    expect(changes).toMatchObject([{ by: 'Bo', shelf: 'editions', name: '2026.yaml', why: 'the board decided' }]);
    expect(await (await ask(`/older/${changes[0]!.before}`)).json()).toEqual({ text });
    expect(faults).toEqual([]);
  });
  test('whoever was away while it was saved is shown all anew', async () => {
    const club = exampleClub();
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    const { edition, save, get, lives } = atShelf(undefined, { club });
    await save((await edition()).text.replace("table: '[10,", "table: '[20,"));
    const { seq } = await club.latest();
    const stream = (await get(`live?ask=${encodeURIComponent(`${seq} points?meeting=2026-05-02&class=mini-stock`)}`))
      .body!.pipeThrough(new TextDecoderStream())
      .getReader();
    await stream.read();
    expect((await stream.read()).value).toContain('snapshot/0');
    await stream.cancel();
    lives.end();
  });
  test('a new one is added from its day on, without a reason while it is not in force', async () => {
    const { ask, edition, club, folder } = atShelf();
    const { text } = await edition();
    const next = text
      .replace('edition: 2026', 'edition: 2027')
      .replace('in-force: 2026-01-01', 'in-force: 2027-01-01')
      .replace(BEFORE, AFTER);
    expect((await ask('/editions/2027.yaml', 'PUT', { text: next }, { 'if-none-match': '*' })).status).toBe(200);
    expect(club.editions.map((each) => each.edition)).toEqual(['2026', '2027']);
    expect(loadEditions(folder).ok).toBe(true);
  });
});

const bomb = `rulebook: example-speedway\na: &a [x, x, x, x, x, x, x, x]\n${'bcdefgh'
  .split('')
  .map((name, index) => `${name}: &${name} [${Array.from({ length: 8 }, () => `*${'abcdefg'[index]}`).join(', ')}]`)
  .join('\n')}\n`;

describe('what cannot be saved changes nothing', () => {
  test.each<{
    name: string;
    text: (text: string) => string;
    status?: number;
    code?: string;
    detail: string | RegExp;
    field?: string;
    more?: object;
  }>([
    { name: 'YAML that is none', text: (text) => text.replace('rulebook: example-speedway', 'rulebook: [example'), detail: /^line \d+: / },
    {
      name: 'a word that is unknown',
      text: (text) => text.replace('heat_max: { value: 8,', 'heat_max: { valu: 8,'),
      detail: /^line \d+: unknown word "valu"/,
      field: 'values.heat_max.valu',
    },
    { name: 'a formula that reads nothing', text: (text) => text.replace(BEFORE, 'give: 52 - 2 * plaec'), detail: /plaec/ },
    {
      name: 'another club',
      text: (text) => text.replace('rulebook: example-speedway', 'rulebook: other'),
      detail: /example-speedway|club/,
    },
    { name: 'a text that repeats itself without end', text: () => bomb, detail: 'names with * repeat too much: write it out' },
    { name: 'lists that never end', text: () => `a: ${'['.repeat(20_000)}`, detail: /./ },
    {
      name: 'an extended file from elsewhere on the machine',
      text: (text) => `extends: { file: ../../../../etc/passwd }\n${text}`,
      detail: 'the file cannot be read',
    },
    { name: 'nothing', text: () => '', status: 400, code: 'bad-input', detail: /text/, field: 'text' },
    { name: 'no reason', text: (text) => text.replace(BEFORE, AFTER), more: {}, code: 'reason-needed', detail: /in force/, field: 'why' },
    { name: 'an unknown field', text: (text) => text, more: { why: 'x', force: true }, status: 400, code: 'bad-input', detail: /force/ },
  ])('$name', async ({ text, status = 422, code = 'rulebook-problems', detail, field, more }) => {
    const { edition, save, disk, club, folder, faults } = atShelf();
    const [editions, before] = [club.editions, disk()];
    const answered = await save(text((await edition()).text), more);
    expect(answered.status).toBe(status);
    const said = (await answered.json()) as { readonly code: string; readonly detail: string; readonly field?: string };
    expect(said).toMatchObject({ code, ...(field === undefined ? {} : { field }) });
    expect(said.detail).toMatch(detail);
    expect([disk(), club.editions === editions, existsSync(join(folder, '.older')), faults]).toEqual([before, true, false, []]);
  });
  test('a name of the text of another club: its editions are of one', async () => {
    const { ask, edition, club } = atShelf();
    const { text } = await edition();
    const other = text.replace('rulebook: example-speedway', 'rulebook: other').replace('in-force: 2026-01-01', 'in-force: 2027-01-01');
    const answered = await ask('/editions/2027.yaml', 'PUT', { text: other }, { 'if-none-match': '*' });
    expect([answered.status, club.editions.length]).toEqual([422, 1]);
    expect(await answered.json()).toMatchObject({ field: 'rulebook' });
  });
  test.each([
    '..%2f2026.yaml',
    '%2e%2e%2fx.yaml',
    '.hidden.yaml',
    'a%00b.yaml',
    '2026.yml',
    'A.yaml',
    `${'a'.repeat(80)}.yaml`,
    'CON',
    '..',
  ])('a file called %s', async (name) => {
    const { ask, folder, faults } = atShelf();
    const before = readdirSync(folder);
    for (const shelf of ['editions', 'nights', '.older', '..'])
      expect((await ask(`/${shelf}/${name}`, 'PUT', { text: 'x', why: 'y' }, { 'if-none-match': '*' })).status).toBeGreaterThanOrEqual(400);
    expect([readdirSync(folder), faults]).toEqual([before, []]);
  });
  test.each(['..%2f..%2fpackage.json', '%2e%2e%2f2026.yaml', 'changes.jsonl', 'x'])(
    'an older text called %s is not there',
    async (name) => {
      expect((await atShelf().ask(`/older/${name}`)).status).toBe(404);
    },
  );
  test('a body that is huge, and one that is not UTF-8', async () => {
    const { ask, edition, disk } = atShelf();
    const headers = { 'if-match': `"${(await edition()).etag}"` };
    const before = disk();
    expect((await ask('/editions/2026.yaml', 'PUT', { text: 'x'.repeat(600_000), why: 'y' }, headers)).status).toBe(400);
    expect((await ask('/editions/2026.yaml', 'PUT', { text: 'x'.repeat(2_000_000), why: 'y' }, headers)).status).toBe(413);
    expect((await ask('/editions/2026.yaml', 'PUT', Uint8Array.from([0x7b, 0xff]), headers)).status).toBe(400);
    expect(disk()).toBe(before);
  });
  test('what somebody else saved meanwhile comes back with their text', async () => {
    const { edition, save, disk } = atShelf();
    const mine = await edition();
    const headers = { 'if-match': `"${mine.etag}"` };
    const theirs = mine.text.replace('heat_laps: { value: 10', 'heat_laps: { value: 12');
    const together = await Promise.all([
      save(theirs, { why: 'longer heats' }, headers),
      save(mine.text.replace(BEFORE, AFTER), { why: 'more points' }, headers),
    ]);
    expect(together.map((each) => each.status)).toEqual([200, 412]);
    expect(await together[1].json()).toMatchObject({ code: 'changed-meanwhile', other: { text: theirs, etag: (await edition()).etag } });
    expect(disk()).toBe(theirs);
    expect((await save(mine.text, { why: 'x' }, {})).status).toBe(400);
    expect((await save(mine.text, { why: 'x' }, { 'if-none-match': '*' })).status).toBe(412);
  });
  test('several servers, or a folder that cannot be written to, say so', async () => {
    const many = atShelf(undefined, { shared: true });
    expect(await (await many.ask('')).json()).toMatchObject({ notHere: { code: 'many-servers' } });
    expect((await many.save((await many.edition()).text)).status).toBe(422);
    const locked = atShelf();
    const { text } = await locked.edition();
    // Whoever runs the tests may write anywhere; a file in the place of the folder of older texts stops them too.
    chmodSync(locked.folder, 0o555);
    writeFileSync(join(locked.folder, '.older'), '');
    const answered = await locked.save(text.replace(BEFORE, AFTER));
    expect([answered.status, (await answered.json()) as object]).toMatchObject([422, { code: 'read-only' }]);
    expect([locked.disk(), locked.faults]).toEqual([text, []]);
    chmodSync(locked.folder, 0o755);
  });
});

describe('a night', () => {
  const night = 'night: Two cars\nrulebook: example-speedway\nsteps:\n  - { do: open-meeting, meeting: 2026-05-02, kind: points }\n';
  test('is saved, changed and taken away, and is kept', async () => {
    const { ask, files, folder } = atShelf();
    const find = async (): Promise<ShelfFile | undefined> => (await files()).find((each) => each.name === 'two-cars.yaml');
    expect((await ask('/nights/two-cars.yaml', 'PUT', { text: night }, { 'if-none-match': '*' })).status).toBe(200);
    expect((await find())?.text).toBe(night);
    expect((await ask('/nights/two-cars.yaml', 'DELETE', undefined, { 'if-match': '"other"' })).status).toBe(412);
    expect((await ask('/nights/two-cars.yaml', 'DELETE', undefined, { 'if-match': `"${(await find())!.etag}"` })).status).toBe(204);
    expect([await find(), existsSync(join(folder, '.older'))]).toEqual([undefined, true]);
  });
  test('that cannot be read is refused with its line', async () => {
    const answered = await atShelf().ask(
      '/nights/two-cars.yaml',
      'PUT',
      { text: night.replace('do: open', 'doo: open') },
      { 'if-none-match': '*' },
    );
    expect(await answered.json()).toMatchObject({ code: 'rulebook-problems', problems: [{ line: 4 }] });
  });
  test('an edition is never taken away', async () => {
    const { ask, edition, disk } = atShelf();
    expect((await ask('/editions/2026.yaml', 'DELETE', undefined, { 'if-match': `"${(await edition()).etag}"` })).status).toBe(422);
    expect(disk()).not.toBe('');
  });
});

describe('the log, for what-if', () => {
  const BORN = '1999-09-09';
  test.each([
    { name: 'all of it to the race director', visitor: member('Rae', 'race-director'), left: [], sees: true },
    { name: 'without cases to the office', visitor: member('Olga', 'office'), left: ['case'], sees: true },
  ])('$name', async ({ visitor, left, sees }) => {
    const club = exampleClub();
    await giveAll(club, [...SIGNED_IN, { do: 'register', by: 'sign-in:Sue', person: 'Ava Archer', details: { born: BORN } } as never]);
    const { app } = atShelf(visitor, { club });
    const client = openClient({ address: 'http://x', club: CLUB, fetch: async (path, init) => app.request(path, init) });
    const come: number[] = [];
    const log = await client.rulebook.facts((done) => come.push(done));
    expect([log.seq, log.facts.length, log.left, come.at(-1)]).toEqual([club.seen.seq, club.seen.seq, left, club.seen.seq]);
    expect(JSON.stringify(log.facts).includes(BORN)).toBe(sees);
    expect(log.facts.map((fact: AnyFact) => fact.seq)).toEqual(log.facts.map((_, index) => index + 1));
  });
  test('not to a scorer', async () => {
    const { app } = atShelf(member('Sam', 'scorer'));
    const client = openClient({ address: 'http://x', club: CLUB, fetch: async (path, init) => app.request(path, init) });
    await expect(client.rulebook.facts()).rejects.toBeInstanceOf(ProblemError);
  });
});
