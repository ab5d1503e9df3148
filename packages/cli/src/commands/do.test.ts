import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE, type Ran, ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const MAIN = resolve(import.meta.dirname, '../main.ts');
const OPEN = ['open-meeting', 'meeting=2026-05-02', 'kind=points', 'at=18:00'];
const INSPECTED = ['record', 'name=inspection', 'car=007', 'passed=true', 'at=18:01'];
const AVA = ['sign-in', 'class=mini-stock', 'driver=Ava Archer', 'car=007', 'pill=4', 'at=18:02'];

interface Desk {
  readonly file: string;
  readonly give: (...written: readonly string[]) => Promise<Ran>;
}

/** A log of the example club with these commands on record. */
async function deskWith(...commands: readonly (readonly string[])[]): Promise<Desk> {
  const file = join(temporaryFolder(), 'club.sqlite');
  const give = (...written: readonly string[]): Promise<Ran> => ran('do', file, ...written, '--rulebook', EXAMPLE);
  for (const command of commands) expect(await give(...command)).toMatchObject({ code: 0 });
  return { file, give };
}

describe('a command that is accepted', () => {
  test('makes the log, and its facts are told', async () => {
    const { file, give } = await deskWith();
    expect(await give(...OPEN)).toEqual({ code: 0, text: '#1 18:00:00 meeting-opened: date 2026-05-02, kind points', errors: '' });
    expect((await ran('verify', file)).text).toContain('1 facts of example-speedway');
  });
  test('takes each value as its field does: a car number keeps its zeros, yes and no and numbers are such', async () => {
    const { give } = await deskWith(OPEN, INSPECTED);
    const { text } = await give(...AVA, '--json');
    expect(JSON.parse(text)).toMatchObject({
      ok: true,
      kept: 2,
      facts: [
        { kind: 'car-signed-in', meeting: '2026-05-02', body: { driver: 'Ava Archer', car: '007' } },
        { kind: 'draw-made', body: { result: 4 } },
      ],
    });
  });
  test('takes lists by commas and maps as in a night', async () => {
    const { file, give } = await deskWith(OPEN, INSPECTED, AVA);
    await give('record', 'name=inspection', 'car=22', 'passed=true', 'at=18:01');
    await give('sign-in', 'class=mini-stock', 'driver=Ben', 'car=22', 'pill=2', 'at=18:02');
    expect(await give('finish', 'race=mini-stock/heat-1', 'order=007', 'statuses={"22": dnf}', 'at=18:30')).toMatchObject({ code: 0 });
    const { text } = await ran('show', file, 'result', 'race=mini-stock/heat-1', '--rulebook', EXAMPLE);
    expect(text.split('\n').slice(1, 3)).toEqual([expect.stringMatching(/^ +1 +007/), expect.stringMatching(/^ +2 +22 .*dnf$/)]);
  });
  test('is given now, by the first who may, unless it says', async () => {
    const { give } = await deskWith(OPEN);
    const { text } = await give('record', 'name=inspection', 'car=22', 'passed=true', '--json');
    const [fact] = (JSON.parse(text) as { readonly facts: readonly { readonly at: string; readonly by: string }[] }).facts;
    expect(Date.parse(fact?.at ?? '')).toBeGreaterThan(Date.parse('2026-05-02'));
    expect(fact?.by).not.toBe('');
  });
});

describe('a command that is refused ends with 1', () => {
  test('and says by which clause and who may give it all the same', async () => {
    const { file, give } = await deskWith(OPEN);
    const { code, text, errors } = await give(...AVA);
    expect({ code, text }).toEqual({ code: 1, text: '' });
    expect(errors).toContain('refused (requirement): car 007 has no inspection [EX-1.2]');
    expect(errors).toContain('may be given all the same by race-director, with override="why"');
    expect((await ran('verify', file)).text).toContain('1 facts');
    const passed = await give(...AVA, 'by=race-director', 'override=seen at the gate');
    expect(passed).toMatchObject({ code: 0, text: expect.stringContaining('override by race-director, why seen at the gate') as string });
  });
  test('for programs as JSON', async () => {
    const { give } = await deskWith(OPEN);
    const { code, text } = await give(...AVA, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      ok: false,
      refusal: { code: 'requirement', clauses: ['EX-1.2'], override: ['race-director'] },
    });
  });
  test('and makes no log', async () => {
    const { file, give } = await deskWith();
    expect(await give('close-meeting', 'meeting=2026-05-02')).toMatchObject({ code: 1 });
    expect(existsSync(file)).toBe(false);
  });
});

test('--preview tells what would change and keeps nothing', async () => {
  const { file, give } = await deskWith(OPEN, INSPECTED);
  const { code, text } = await give(...AVA, '--preview');
  expect(code).toBe(0);
  expect(text).toContain('This would change, and nothing was kept:');
  expect(text).toContain('  entry mini-stock 007: nothing → driver Ava Archer, pill 4');
  expect(text).toContain('  fees Ava Archer: nothing → $20.00');
  expect((await ran('verify', file)).text).toContain('2 facts');
});

describe('lines of JSON', () => {
  const piped = (file: string, lines: string, ...options: readonly string[]): Ran => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'do', file, '--rulebook', EXAMPLE, ...options], {
      input: lines,
      encoding: 'utf8',
    });
    return { code: status ?? -1, text: stdout.trim(), errors: stderr.trim() };
  };
  const LINES = [
    '{"do":"open-meeting","meeting":"2026-05-02","kind":"points","at":"18:00"}',
    '',
    '{"do":"record","name":"inspection","car":"22","passed":true,"at":"18:01"}',
    '{"do":"sign-in","class":"mini-stock","driver":"Cal","car":"44","at":"18:02"}',
    '{"do":"close-meeting"}',
  ];
  test('are given one after the other, up to the first that is refused', () => {
    const file = join(temporaryFolder(), 'club.sqlite');
    const { code, text, errors } = piped(file, LINES.join('\n'));
    expect({ code, facts: text.split('\n').length }).toEqual({ code: 1, facts: 2 });
    expect(errors).toContain('car 44 has no inspection');
    expect(errors).toContain('line 4 was refused; the lines before it are on record');
  });
  test('are answered by a line each, and a preview keeps none of them', () => {
    const file = join(temporaryFolder(), 'club.sqlite');
    const { code, text } = piped(file, LINES.slice(0, 3).join('\n'), '--json', '--preview');
    const answers = text.split('\n').map((line) => JSON.parse(line) as unknown);
    expect({ code, answers }).toMatchObject({ code: 0, answers: [{ ok: true, kept: 0 }, { facts: [{ seq: 2 }] }] });
    expect(existsSync(file)).toBe(false);
  });
  test.each([
    { line: '{"do":', says: 'line 1: this is no JSON' },
    { line: '[1]', says: 'line 1: a line is a map that names the command in do' },
    { line: '{"do":"sing-in"}', says: 'line 1: there is no command "sing-in", did you mean "sign-in"?' },
  ])('$line ends it with 2', ({ line, says }) => {
    const { code, errors } = piped(join(temporaryFolder(), 'club.sqlite'), line);
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining(says) as string });
  });
});

describe('what cannot be read names its field and ends with 2', () => {
  test.each([
    { written: ['sing-in'], says: 'there is no command "sing-in", did you mean "sign-in"?' },
    { written: ['sign-in', 'clas=mini-stock'], says: 'sign-in has no field "clas", did you mean "class"?' },
    { written: ['sign-in', 'class'], says: '"class" is no field=value, as car=44' },
    { written: ['sign-in', 'class='], says: 'class is given no value' },
    { written: ['sign-in', 'car=1', 'car=2'], says: 'car is given twice' },
    { written: ['sign-in', 'class=mini-stock', 'driver=Ava', 'car=1', 'pill=four'], says: 'pill is a whole number, not "four"' },
    { written: ['pay', 'person=Ava', 'for=entry', 'amount=lots'], says: 'amount is an amount, as $25.00' },
    { written: ['flag', 'race=a/b', 'flag=green', 'cars=[44'], says: 'cars' },
    { written: ['scratch', 'car=1', 'at=25:00'], says: '"25:00" is not a time' },
    { written: ['scratch', 'car=1', 'refused=yes'], says: 'refused belongs to nights' },
  ])('$written', async ({ written, says }) => {
    const { give } = await deskWith(OPEN);
    const { code, errors } = await give(...written);
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining(says) as string });
  });
  test('a new log without a rulebook', async () =>
    expect(await ran('do', join(temporaryFolder(), 'new.sqlite'), ...OPEN)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('is a new log: say --rulebook') as string,
    }));
  test('a log of another club', async () => {
    const { file } = await deskWith(OPEN);
    expect(await ran('do', file, 'close-meeting', '--rulebook', 'kam-kartway')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('is the log of example-speedway, and the rulebook is of kam-kartway') as string,
    });
  });
});
