import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, type Ran, ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

/** Runs `standings` over a file of this content. */
function over(content: string | Buffer, ...options: readonly string[]): Promise<Ran> {
  const file = join(temporaryFolder(), 'season.csv');
  writeFileSync(file, content);
  return ran('standings', '--rulebook', EXAMPLE, '--results', file, ...options);
}

/** Four nights of an A main; the example throws two out. */
const NIGHTS = ['2026-05-02', '2026-05-09', '2026-05-16', '2026-05-23'];
const SEASON = `date,class,race,place,driver,car\n${NIGHTS.flatMap((date, index) => {
  const order = index === 0 ? ['Ben', 'Ava', 'Cal'] : ['Ava', 'Ben', 'Cal'];
  return order.map((driver, at) => `${date},mini-stock,A main,${at + 1},${driver},${driver.length}${driver.charCodeAt(0)}`);
}).join('\n')}\n`;

test('a season of four nights, the two worst thrown out', async () => {
  const { code, text, errors } = await over(SEASON, '--csv');
  expect(errors).toBe('');
  expect(text).toBe(
    [
      'class,place,driver,points,gross,thrown-out',
      'mini-stock,1,Ava,100,198,48 50',
      'mini-stock,2,Ben,98,194,48 48',
      'mini-stock,3,Cal,92,184,46 46',
    ].join('\n'),
  );
  expect(code).toBe(0);
});

test.each([
  { name: 'a day', at: '2026-05-10' },
  { name: 'a meeting', at: '2026-05-09' },
])('as it stood after $name: both nights are thrown out', async ({ at }) => {
  expect((await over(SEASON, '--csv', '--at', at)).text).toContain('mini-stock,1,Ava,0,98,48 50');
});

test('--why explains a driver down to the finish, --json says it to programs', async () => {
  const why = await over(SEASON, '--why', 'Cal');
  expect(why.text).toContain('2026-05-02: 46 points thrown out [EX-5.5]');
  expect(why.text).toContain('3rd at the finish');
  const { tables } = JSON.parse((await over(SEASON, '--json')).text) as {
    readonly tables: readonly { readonly rows: readonly object[] }[];
  };
  expect(tables[0]?.rows[0]).toMatchObject({ place: 1, driver: 'Ava', points: 100, gross: 198, tied: false });
});

test('a sheet as people keep it: title, other headings, semicolons, Windows letters, days with the month first', async () => {
  const sheet = [
    'Season 2026;;;;;',
    ';;;;;',
    'Race Date;Division;Main;Finish Pos.;First Name;Last Name;No.;Grid;Remarks',
    '5/2/2026;Mini Stock;A Main;1st;Zoë;Müller;7;2;',
    '5/2/2026;Mini Stock;A Main;2;Ben;Ode;8;1;',
    '5/16/2026;Mini Stock;A Main;DSQ;Zoë;Müller;7;1;light',
    '5/16/2026;Mini Stock;A Main;1;Ben;Ode;8;PL;',
  ].join('\r\n');
  const { code, text, errors } = await over(Buffer.from(sheet, 'latin1'), '--json', '--map', 'round=Main');
  expect(code).toBe(0);
  expect(errors).toContain('column "Remarks" is not read');
  const answer = JSON.parse(text) as {
    readonly season: string;
    readonly meetings: readonly { readonly id: string }[];
    readonly tables: readonly { readonly rows: readonly unknown[] }[];
  };
  expect(answer.season).toBe('2026');
  expect(answer.meetings.map((each) => each.id)).toEqual(['2026-05-02', '2026-05-16']);
  expect(answer.tables[0]?.rows).toMatchObject([
    { driver: 'Ben Ode', gross: 98 },
    { driver: 'Zoë Müller', gross: 50 },
  ]);
});

test('a calendar gives days, kinds and values; practice does not count', async () => {
  const folder = temporaryFolder();
  const calendar = join(folder, 'calendar.csv');
  writeFileSync(calendar, 'meeting,date,kind\nOpener,2026-05-02,points\nTest,2026-05-03,practice\n');
  const { text } = await over(
    'event,driver,division,session,pos\nopener,Ava,mini-stock,A Main,1\ntest,Ava,mini-stock,A Main,1\n',
    '--calendar',
    calendar,
    '--json',
  );
  expect(JSON.parse(text)).toMatchObject({
    meetings: [{ id: '2026-05-02', kind: 'points', name: 'Opener' }, { kind: 'practice' }],
    tables: [{ rows: [{ driver: 'Ava', gross: 50, scores: [{ meeting: '2026-05-02' }] }] }],
  });
});

test('calls of the rulebook have a column; more heats than the rule plans count', async () => {
  const lines = [1, 2, 3].map((heat) => `2026-05-02,mini-stock,heat ${heat},1,Ava,11,${heat === 2 ? 'too light' : ''}`);
  const { text } = await over(`date,class,race,place,driver,car,tech\n${lines.join('\n')}\n`, '--json', '--map', 'disqualified=tech');
  expect(JSON.parse(text)).toMatchObject({ tables: [{ rows: [{ driver: 'Ava', gross: 20 }] }] });
});

const HEAD = 'date,class,race,place,driver,car';
const LINE = '2026-05-02,mini-stock,A main,1,Ava,11';

test.each([
  {
    name: 'no such class',
    lines: [LINE.replace('stock', 'stok')],
    says: ':2: column "class": the rulebook has no class "mini-stok", did you mean "mini-stock"?',
  },
  { name: 'no such race', lines: [LINE.replace('A main', 'Semi')], says: ':2: column "race": the rulebook has no race "Semi"; it has' },
  { name: 'no such day', lines: [LINE.replace('05-02', '02-30')], says: ':2: column "date": "2026-02-30" is no day' },
  { name: 'a place that is none', lines: [LINE.replace(',1,', ',1x,')], says: ':2: column "place": "1x" is neither a place nor a status' },
  { name: 'no place', lines: [LINE.replace(',1,', ',,')], says: ':2: column "place": is empty' },
  { name: 'no driver', lines: [LINE.replace('Ava', '')], says: ':2: column "driver": is empty' },
  {
    name: 'a place given twice',
    lines: [LINE, LINE.replace('Ava,11', 'Ben,22')],
    says: ':3: column "place": place 1 of mini-stock/a-main is taken by Ava on line 2',
  },
  {
    name: 'a driver listed twice',
    lines: [LINE, LINE.replace(',1,', ',2,')],
    says: ':3: column "driver": Ava is in mini-stock/a-main twice, also on line 2',
  },
  { name: 'an open quote', lines: ['2026-05-02,"mini-stock,A main,1,Ava,11'], says: 'cannot be read as lines of cells' },
  { name: 'headings alone', lines: [], says: 'the file has headings and no results' },
  { name: 'two seasons', lines: [LINE, LINE.replace('2026', '2027')], says: 'there are results of 2026, 2027: say which by --season' },
])('bad input names file, line and column: $name', async ({ lines, says }) => {
  const { code, text, errors } = await over([HEAD, ...lines].join('\n'));
  expect(errors).toContain(says);
  expect(errors).toContain('season.csv');
  expect({ code, text }).toEqual({ code: 2, text: '' });
});

test.each([
  { name: 'an empty file', content: '', says: 'the file has no lines' },
  { name: 'a workbook', content: Buffer.from('504b03040000', 'hex'), says: 'this is a workbook; save the sheet as CSV' },
  { name: 'no text', content: Buffer.from('00010203', 'hex'), says: 'this is no text file' },
  { name: 'no column of drivers', content: 'date,place\n2026-05-02,1\n', says: 'no column names the driver; the headings are date, place' },
])('a file that is no sheet of results: $name', async ({ content, says }) => {
  const { code, errors } = await over(content);
  expect(errors).toContain(says);
  expect(code).toBe(2);
});

test.each([
  { name: 'no results', args: ['--rulebook', EXAMPLE], says: 'say where the results are: --results FILE.csv' },
  { name: 'no rulebook', args: ['--results', 'x.csv'], says: 'say by which rulebook: --rulebook NAME' },
  { name: 'no such rulebook', args: ['--rulebook', 'nowhere', '--results', 'x.csv'], says: 'there is no rulebook "nowhere"' },
  { name: 'no such file', args: ['--rulebook', EXAMPLE, '--results', '/no/x.csv'], says: '/no/x.csv: there is no such file' },
  { name: 'a map that is none', args: ['--rulebook', EXAMPLE, '--results', 'x.csv', '--map', 'Pos'], says: '"Pos" is no column=heading' },
  { name: 'one too many', args: ['x.csv'], says: '"x.csv" is one too many' },
])('a command that cannot be run: $name', async ({ args, says }) => {
  const { code, errors } = await ran('standings', ...args);
  expect(errors).toContain(says);
  expect(code).toBe(2);
});

test.each([
  { name: 'a heading that is not there', options: ['--map', 'place=Poz'], says: 'there is no column "Poz"' },
  {
    name: 'a column that nobody knows',
    options: ['--map', 'plaice=place'],
    says: '"plaice" is nothing that a column can be, did you mean "place"?',
  },
  { name: 'no such table', options: ['--table', 'clas'], says: 'there is no table "clas", did you mean "class"?' },
  {
    name: 'no results of a class',
    options: ['--class', 'youth-four'],
    says: 'there are no results of class "youth-four"; there are of mini-stock',
  },
  { name: 'no results of a season', options: ['--season', '1999'], says: 'there are no results of season 1999; there are of 2026' },
  { name: 'nothing before a day', options: ['--at', '2020-01-01'], says: '--at: there is no meeting "2020-01-01" and none before it' },
])('an option that does not fit the sheet: $name', async ({ options, says }) => {
  const { code, errors } = await over(SEASON, ...options);
  expect(errors).toContain(says);
  expect(code).toBe(2);
});
