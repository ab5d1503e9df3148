import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE, NIGHT, nightIn, ran, TWO_CARS } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

test('tells the facts of a night step by step', async () => {
  const { code, text } = await ran('run', NIGHT);
  expect(code).toBe(0);
  expect(text).toContain('   1  #1 08:00:00 meeting-opened: date 2026-05-02, kind points');
  expect(text).toContain('  14  expect line-up mini-stock/heat-1: holds');
  expect(text).toContain('  16  do draw mini-stock: refused, as expected');
  expect(text).toContain('statuses 33 dnf');
});

test('stops after a step', async () => {
  const { code, text } = await ran('run', NIGHT, '--to', '2');
  expect({ code, lines: text.split('\n').length }).toEqual({ code: 0, lines: 3 });
});

test('a step that fails ends it with 1, and what came before is told', async () => {
  const file = nightIn(temporaryFolder(), `${TWO_CARS}  - { do: scratch, race: mini-stock/heat-1, car: "99" }\n`);
  const { code, text, errors } = await ran('run', file);
  expect(code).toBe(1);
  expect(text).toContain('car-signed-in: class mini-stock, driver Ben, car 22');
  expect(text).toContain('   6  do scratch mini-stock/heat-1 99: fails');
  expect(errors).toContain(`${file}:9:5 step 6: refused (`);
});

describe('a view is shown for people', () => {
  const view = async (...asked: readonly string[]): Promise<readonly string[]> => {
    const { code, text, errors } = await ran('run', NIGHT, '--view', ...asked);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    return text.split('\n');
  };
  test('a line-up two by two', async () =>
    expect(await view('line-up', 'race=mini-stock/heat-1')).toEqual([
      'row  inside  outside',
      '  1  44 Dee  22 Ben',
      '  2  66 Fay  11 Ava',
      '  3  55 Eli  33 Cal',
    ]));
  test('a result', async () => expect(await view('result', 'race=mini-stock/a-main')).toContain('    6  33   Cal           dnf'));
  test('points by block', async () =>
    expect((await view('points', 'class=mini-stock')).slice(0, 2)).toEqual([
      'car  driver  heat  a-main  total',
      '66   Fay        8      50     58',
    ]));
  test('standings, of the season of the night', async () =>
    expect((await view('standings', 'class=mini-stock'))[1]).toMatch(/^ +1 +66 +Fay /));
  test('money as money', async () => {
    const lines = await view('fees');
    expect(lines.slice(0, 3)).toEqual(['total  $120.00', 'paid   $0.00', 'due    $120.00']);
    expect(lines).toContain('entry  Ava     mini-stock  11   $20.00');
  });
  test('the facts, one a line', async () =>
    expect((await view('history'))[0]).toBe('#1 08:00:00 meeting-opened: date 2026-05-02, kind points'));
  test('an explanation', async () =>
    expect((await view('explain', 'path=line-up mini-stock/heat-1 1'))[0]).toContain('car 44 starts in slot 1'));
  test('and when there is nothing, it says so', async () => expect(await view('suspensions')).toEqual(['nothing']));
  test('as it stood after a step', async () => {
    const { text } = await ran('run', NIGHT, '--to', '8', '--view', 'entries', 'class=mini-stock');
    expect(text).toContain('cars  1');
  });
  test('for programs', async () => {
    const { text } = await ran('run', NIGHT, '--view', 'line-up', 'race=mini-stock/heat-1', '--json');
    expect(JSON.parse(text)).toMatchObject({
      view: 'line-up',
      fields: { race: 'mini-stock/heat-1' },
      answer: { slots: [{ car: '44' }, {}, {}, {}, {}, {}] },
    });
  });
});

describe('what cannot be shown is refused with 2', () => {
  test.each([
    { written: ['--view', 'lineup'], says: 'there is no view "lineup", did you mean "line-up"?' },
    { written: ['--view', 'line-up', 'rce=mini-stock/heat-1'], says: 'line-up has no field "rce", did you mean "race"?' },
    { written: ['--view', 'line-up', 'heat-1'], says: '"heat-1" is no field=value' },
    { written: ['--view', 'line-up'], says: 'line-up needs race' },
    { written: ['--view', 'line-up', 'race=mini-stock/heat-9'], says: 'heat-9' },
    { written: ['--to', '99'], says: '--to 99: the night has the steps 1 to 22' },
    { written: ['--to', '0'], says: '--to 0' },
    { written: ['--to', 'x'], says: '--to is a whole number, not "x"' },
    { written: ['race=x'], says: 'fields as race=… belong to --view' },
  ])('$written', async ({ written, says }) => {
    const { code, errors } = await ran('run', NIGHT, ...written);
    expect(code).toBe(2);
    expect(errors).toContain(says);
  });
});

describe('a night kept as a log', () => {
  test('holds every fact and verifies', async () => {
    const log = join(temporaryFolder(), 'night.sqlite');
    expect(await ran('run', NIGHT, '--log', log)).toMatchObject({ code: 0, errors: `22 facts are kept in ${log}` });
    const { code, text } = await ran('verify', log);
    expect(code).toBe(0);
    expect(text).toContain('22 facts of example-speedway, each chained to the one before; digest ');
  });
  test('is not put behind another', async () => {
    const log = join(temporaryFolder(), 'night.sqlite');
    await ran('run', NIGHT, '--log', log);
    expect(await ran('run', NIGHT, '--log', log)).toMatchObject({ code: 2, errors: expect.stringContaining('is there already') as string });
  });
  test('is kept up to the step that fails', async () => {
    const folder = temporaryFolder();
    const file = nightIn(folder, `${TWO_CARS}  - { expect: fees, total: $1.00 }\n`);
    expect((await ran('run', file, '--log', join(folder, 'n.sqlite'))).code).toBe(1);
    expect((await ran('verify', join(folder, 'n.sqlite'))).text).toContain('7 facts');
  });
  test('is not made for a night that cannot be read', async () => {
    const folder = temporaryFolder();
    const file = nightIn(folder, '  - { x: 1 }\n', EXAMPLE);
    expect((await ran('run', file, '--log', join(folder, 'n.sqlite'))).code).toBe(2);
    expect(existsSync(join(folder, 'n.sqlite'))).toBe(false);
  });
});
