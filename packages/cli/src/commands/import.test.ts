import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { eventOf, lineOf, sessionOf } from '../../../timing/src/testing/result-files.ts';
import { ran, type Ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const BOOK = resolve(import.meta.dirname, '../../../../rulebooks/sim-league');
type Json = Readonly<Record<string, unknown>>;

/** A folder with a file to import. */
class Desk {
  readonly folder = temporaryFolder();
  readonly log = join(this.folder, 'league.sqlite');
  save(file: unknown, name = 'result.json'): string {
    const path = join(this.folder, name);
    writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
    return path;
  }
  /** Imports a race of these lines into the log. */
  async import(lines: readonly Json[], ...options: readonly string[]): Promise<Ran & { readonly answer: Answer }> {
    const file = this.save(eventOf({ session_results: [sessionOf(0, 'RACE', 6, lines)] }));
    return this.file(file, ...options);
  }
  async file(path: string, ...options: readonly string[]): Promise<Ran & { readonly answer: Answer }> {
    const found = await ran('import', path, '--log', this.log, '--rulebook', BOOK, '--json', ...options);
    return { ...found, answer: JSON.parse(found.text || '{}') as Answer };
  }
  night(steps: string): string {
    return this.save(`night: before the import\nrulebook: ${BOOK}\nsteps:\n${steps}`, 'night.yaml');
  }
  async onNight(steps: string, file: unknown, ...options: readonly string[]): Promise<Ran & { readonly answer: Answer }> {
    const found = await ran('import', this.save(file), '--night', this.night(steps), '--json', ...options);
    return { ...found, answer: JSON.parse(found.text || '{}') as Answer };
  }
}

interface Answer {
  readonly ok: boolean;
  readonly kept: number;
  readonly meeting?: string;
  readonly sessions?: readonly { readonly session: string; readonly race: string; readonly was: string }[];
  readonly signedIn?: readonly { readonly driver: string; readonly class: string }[];
  readonly changes?: readonly Json[];
  readonly flagged?: readonly { readonly clauses: readonly string[] }[];
  readonly facts?: readonly { readonly kind: string; readonly by: string; readonly body: Json }[];
  readonly refusal?: { readonly code: string; readonly says: string };
  readonly unknown?: readonly { readonly id: string; readonly maybe?: string }[];
}

const three = [lineOf(0), lineOf(1, { incidents: 8 }), lineOf(2, { reason_out: 'Disconnected', laps_complete: 12 })];
const kinds = ({ answer }: { readonly answer: Answer }): readonly string[] => (answer.facts ?? []).map((fact) => fact.kind);

test('a race comes on record: drivers, grid, finish with incidents and best laps', async () => {
  const desk = new Desk();
  const first = await desk.import(
    [lineOf(0, { starting_position: 1 }), lineOf(1, { starting_position: 0 }), ...three.slice(2)],
    '--register',
  );
  expect({ code: first.code, ok: first.answer.ok, meeting: first.answer.meeting }).toEqual({ code: 0, ok: true, meeting: '2025-07-15' });
  expect(first.answer.sessions).toEqual([{ session: 'RACE', race: 'cars/race', cars: 3, was: 'new' }]);
  const of = (kind: string): Json | undefined => first.answer.facts?.find((fact) => fact.kind === kind)?.body;
  expect(of('meeting-opened')).toMatchObject({ date: '2025-07-15', startsAt: '2025-07-16T01:00:00.000Z', name: 'Round 1' });
  expect(of('line-up-changed')).toMatchObject({ order: ['2', '1', '3'] });
  expect(of('race-finished')).toMatchObject({
    order: ['1', '2', '3'],
    statuses: { 3: 'dnf' },
    laps: { 1: 20, 3: 12 },
    bestLapsUs: { 1: 99_000_000, 2: 99_000_100 },
    details: { 1: { incidents: 0, start: 2 }, 3: { 'reason-out': 'Disconnected' } },
    source: 'iracing 5001',
  });
  expect(first.answer.kept).toBe(first.answer.facts?.length);
  expect((await ran('verify', desk.log)).code).toBe(0);
});

test('a second import makes nothing; what is otherwise is corrected and shown', async () => {
  const desk = new Desk();
  await desk.import(three, '--register');
  const again = await desk.import(three.toReversed());
  expect({ code: again.code, facts: again.answer.facts, kept: again.answer.kept }).toEqual({ code: 0, facts: [], kept: 0 });
  expect(again.answer.sessions?.[0]?.was).toBe('same');
  const swapped = await desk.import([
    lineOf(0, { cust_id: 102, livery: { car_number: '2' } }),
    lineOf(1, { cust_id: 101, livery: { car_number: '1' }, incidents: 4 }),
    ...three.slice(2),
  ]);
  expect(kinds(swapped)).toContain('fact-corrected');
  expect(swapped.answer.changes).toEqual(
    expect.arrayContaining([
      { race: 'cars/race', driver: 'Driver 1', what: 'place', was: 1, is: 2 },
      { race: 'cars/race', driver: 'Driver 1', what: 'incidents', was: 0, is: 4 },
      { race: 'cars/race', driver: 'Driver 2', what: 'place', was: 2, is: 1 },
    ]),
  );
  expect((await ran('verify', desk.log)).code).toBe(0);
});

test('a dry run tells all and keeps nothing', async () => {
  const desk = new Desk();
  const tried = await desk.import(three, '--register', '--dry-run');
  expect({ code: tried.code, kept: tried.answer.kept, log: existsSync(desk.log) }).toEqual({ code: 0, kept: 0, log: false });
  expect(tried.answer.facts?.length).toBeGreaterThan(0);
});

test('unknown drivers are listed for a decision, and then known by their number whatever they are called', async () => {
  const desk = new Desk();
  const refused = await desk.import(three);
  expect({ code: refused.code, refusal: refused.answer.refusal?.code, log: existsSync(desk.log) }).toEqual({
    code: 1,
    refusal: 'unknown-driver',
    log: false,
  });
  expect(refused.answer.unknown?.map((each) => each.id)).toEqual(['101', '102', '103']);
  const decided = await desk.import(three, '--as', '101=Ann Archer,102=Ben Baker', '--leave-out', '103');
  expect(decided.answer.signedIn?.map((each) => each.driver)).toEqual(['Ann Archer', 'Ben Baker']);
  const renamed = await desk.import([lineOf(0, { display_name: 'A. Archer II' }), ...three.slice(1)], '--leave-out', '103');
  expect({ code: renamed.code, facts: renamed.answer.facts }).toEqual({ code: 0, facts: [] });
});

test('a member of the same name without a number is offered', async () => {
  const refused = await new Desk().onNight('  - { do: register, person: driver 1 }\n', eventOf());
  expect(refused.answer.unknown?.[0]).toMatchObject({ id: '101', maybe: 'driver 1' });
});

const LEAGUE =
  '  - { do: open-season, season: "2025", starts: 2025-01-01 }\n  - { do: set-value, value: iracing_league, to: 78, of: season, season: "2025" }\n';

test.each<{
  readonly name: string;
  readonly file: unknown;
  readonly options?: readonly string[];
  readonly steps?: string;
  readonly code: string;
  readonly says: string;
}>([
  {
    name: 'a file of another league',
    file: eventOf(),
    steps: LEAGUE,
    code: 'another-league',
    says: 'the league 77 (Test League), not of the league 78',
  },
  { name: 'a file of no league', file: eventOf({ league_id: 0 }), steps: LEAGUE, code: 'another-league', says: 'no league' },
  { name: 'a session that is not there', file: eventOf(), options: ['--session', 'RACE 2'], code: 'no-session', says: 'it has RACE' },
  {
    name: 'sessions that the rulebook does not name',
    file: eventOf({ session_results: [sessionOf(0, 'SHOOTOUT', 3, [lineOf(0)])] }),
    code: 'no-session',
    says: 'SHOOTOUT',
  },
  {
    name: 'two sessions that would be one race',
    file: eventOf({ session_results: [sessionOf(0, 'RACE', 6, [lineOf(0)]), sessionOf(-1, 'FEATURE', 6, [lineOf(0)])] }),
    code: 'two-sessions',
    says: 'FEATURE and RACE would both be race',
  },
  {
    name: 'a heat where none is run',
    file: eventOf({ session_results: [sessionOf(0, 'HEAT 1', 6, [lineOf(0)])] }),
    options: ['--register'],
    code: 'no-session',
    says: 'there is no race heat-1',
  },
  {
    name: 'two cars of one number',
    file: eventOf({ session_results: [sessionOf(0, 'RACE', 6, [lineOf(0), lineOf(1, { livery: { car_number: '1' } })])] }),
    options: ['--register'],
    code: 'number-taken',
    says: 'Driver 1',
  },
])('refused, and nothing kept: $name', async ({ file, options = [], steps = '  - { do: register, person: Zoe }\n', code, says }) => {
  const refused = await new Desk().onNight(steps, file, ...options);
  expect({ code: refused.code, ok: refused.answer.ok, refusal: refused.answer.refusal?.code }).toEqual({
    code: 1,
    ok: false,
    refusal: code,
  });
  expect(refused.answer.refusal?.says).toContain(says);
});

test.each([
  { name: 'a truncated file', content: JSON.stringify(eventOf()).slice(0, 400), says: 'ends in its middle' },
  { name: 'something else', content: 'a,b,c', says: 'neither a JSON result nor a table' },
])('$name cannot be read: 2, and nothing kept', async ({ content, says }) => {
  const desk = new Desk();
  const { code, errors } = await desk.file(desk.save(content), '--register');
  expect({ code, log: existsSync(desk.log) }).toEqual({ code: 2, log: false });
  expect(errors).toContain(says);
});

test('the result of another run takes the place of one on record only when that is said', async () => {
  const desk = new Desk();
  await desk.import(three, '--register');
  const other = desk.save(eventOf({ subsession_id: 5002, session_results: [sessionOf(0, 'RACE', 6, [...three].slice(0, 2))] }));
  expect((await desk.file(other)).answer.refusal?.code).toBe('another-run');
  const replaced = await desk.file(other, '--replace');
  expect(replaced.answer.changes).toEqual(
    expect.arrayContaining([expect.objectContaining({ driver: 'Driver 3', what: 'status', was: 'dnf', is: 'dns' })]),
  );
});

test('classes of one session race together, and each has its own result', async () => {
  const classed = (place: number, name: string, inClass: number): Json =>
    lineOf(place, { car_class_name: name, car_class_short_name: name, finish_position_in_class: inClass });
  const lines = [classed(0, 'Class P', 0), classed(1, 'Class G', 0), classed(2, 'Class P', 1)];
  const imported = await new Desk().import(lines, '--register');
  expect(imported.answer.sessions?.[0]).toMatchObject({ race: 'p+g/race', was: 'new' });
  expect(imported.answer.signedIn?.map((each) => each.class)).toEqual(['p', 'g', 'p']);
});

test('who raced although suspended is flagged, and struck', async () => {
  const steps = `  - { do: open-season, season: "2025", starts: 2025-01-01, at: 2025-07-01 08:00 }
  - { do: register, person: Ann, details: { iracing-id: "101" } }
  - { do: file, case: off-track, id: chat, season: "2025", filer: Ben, against: Ann, what: threats, at: 2025-07-02 09:00 }
  - { do: record, name: accepted, case: chat }
  - { do: record, name: abuse, case: chat, kind: threat, medium: written, quote: on file }
  - { do: rule, id: chat, outcome: removed, reason: threats }
`;
  const imported = await new Desk().onNight(steps, eventOf(), '--register');
  expect({ code: imported.code, flagged: imported.answer.flagged }).toMatchObject({ code: 0, flagged: [{ clauses: ['SIM-2'] }] });
});

test('qualifying and heats become rounds of their own where the club runs them', async () => {
  const steps = `  - { do: open-season, season: "2025", starts: 2025-01-01, at: 2025-07-01 08:00 }
  - { do: set-value, value: qualifying_held, to: true, of: season, season: "2025" }
  - { do: set-value, value: heats_held, to: 1, of: season, season: "2025" }
`;
  const timed = [lineOf(0), lineOf(1), lineOf(2, { best_lap_time: -1 })];
  const sessions = [
    sessionOf(0, 'FEATURE', 6, three),
    sessionOf(-1, 'HEAT 1', 6, three),
    sessionOf(-2, 'QUALIFY', 4, timed),
    sessionOf(-3, 'PRACTICE', 3, timed),
  ];
  for (const order of [sessions, sessions.toReversed()]) {
    const imported = await new Desk().onNight(steps, eventOf({ session_results: order }), '--register');
    expect(imported.answer.sessions?.map((each) => `${each.session} ${each.race}`)).toEqual([
      'QUALIFY cars/qualifying',
      'HEAT 1 cars/heat-1',
      'FEATURE cars/race',
    ]);
    expect(imported.answer.facts?.filter((fact) => fact.kind === 'times-recorded').map((fact) => fact.body['timesUs'])).toEqual([
      [99_000_000],
      [99_000_100],
      [],
    ]);
  }
});

test('values of the meeting are set once', async () => {
  const desk = new Desk();
  const file = desk.save(eventOf({ session_results: [sessionOf(0, 'FEATURE', 6, three), sessionOf(-1, 'HEAT 1', 6, three)] }));
  const first = await desk.file(file, '--register', '--set', 'heats_held=1');
  expect(first.answer.sessions?.map((each) => each.race)).toEqual(['cars/heat-1', 'cars/race']);
  const again = await desk.file(file, '--set', 'heats_held=1');
  expect({ code: again.code, facts: again.answer.facts }).toEqual({ code: 0, facts: [] });
  expect((await desk.file(file, '--set', 'heats=1')).answer.refusal?.code).toBe('unknown-value');
  expect(await ran('import', file, '--log', desk.log, '--set', 'heats')).toMatchObject({ code: 2 });
});

test('told for people', async () => {
  const desk = new Desk();
  const file = desk.save(eventOf());
  const { text } = await ran('import', file, '--log', desk.log, '--rulebook', BOOK, '--register');
  expect(text).toContain('RACE is cars/race: 3 cars, new');
  expect(text).toMatch(/\d+ facts kept in /);
  const refused = await ran('import', file, '--night', desk.night('  - { do: register, person: Zoe }\n'));
  expect(refused.errors).toContain('--as NUMBER=NAME');
  expect(refused.errors).toContain('nothing was kept');
});

test.each([
  { name: 'no file', args: [], says: 'say which file' },
  { name: 'neither log nor night', args: [BOOK.replace(/$/, '/2025.yaml')], says: 'say --log LOG' },
  {
    name: 'a decision that is none',
    args: [`${BOOK}/2025.yaml`, '--log', 'x.sqlite', '--rulebook', BOOK, '--as', 'Ann'],
    says: 'neither a JSON',
  },
])('what cannot be run: $name', async ({ args, says }) => {
  const { code, errors } = await ran('import', ...args);
  expect(code).toBe(2);
  expect(errors).toContain(says);
});
