import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, NIGHT, type Ran, ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

/** Shows something of a log that a night was kept in. */
async function shown(...asked: readonly string[]): Promise<Ran> {
  const log = join(temporaryFolder(), 'night.sqlite');
  await ran('run', NIGHT, '--log', log);
  return ran('show', log, ...asked, '--rulebook', EXAMPLE);
}

test.each([
  { asked: ['line-up', 'race=mini-stock/heat-1'], line: '  1  44 Dee  22 Ben' },
  { asked: ['standings', 'class=mini-stock'], line: expect.stringMatching(/^ +1 +66 +Fay /) as string },
  { asked: ['explain', 'path=line-up mini-stock/heat-1 1'], line: expect.stringContaining('car 44 starts in slot 1') as string },
  { asked: ['history'], line: '#1 08:00:00 meeting-opened: date 2026-05-02, kind points' },
  { asked: ['entries', 'class=mini-stock', 'at=08:00'], line: 'cars  6' },
])('$asked is shown of the meeting and season that were opened last', async ({ asked, line }) => {
  const { code, text, errors } = await shown(...asked);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(text.split('\n')).toContainEqual(line);
});

test('for programs as JSON, with the instant that a time was read as', async () => {
  const { text } = await shown('result', 'race=mini-stock/a-main', 'at=2026-05-02 20:00', '--json');
  expect(JSON.parse(text)).toMatchObject({
    view: 'result',
    fields: { race: 'mini-stock/a-main', at: expect.stringMatching(/^2026-05-0[23]T\d\d:00:00Z$/) as string },
    answer: { race: 'mini-stock/a-main' },
  });
});

test.each([
  { asked: ['lineup'], says: 'there is no view "lineup", did you mean "line-up"?' },
  { asked: ['line-up', 'rce=x'], says: 'line-up has no field "rce", did you mean "race"?' },
  { asked: ['line-up', 'race=mini-stock/heat-9'], says: 'heat-9' },
  { asked: ['line-up', 'race=mini-stock/heat-1', 'at=25:00'], says: 'at: "25:00" is not a time' },
  { asked: [], says: 'say which view' },
])('$asked has no answer and ends with 2', async ({ asked, says }) => {
  const { code, errors } = await shown(...asked);
  expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining(says) as string });
});

test('a log that is not there is not made', async () =>
  expect(await ran('show', join(temporaryFolder(), 'no.sqlite'), 'history', '--rulebook', EXAMPLE)).toMatchObject({
    code: 2,
    errors: expect.stringContaining('no.sqlite: there is no such log') as string,
  }));
