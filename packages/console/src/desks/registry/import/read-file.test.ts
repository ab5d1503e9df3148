import { describe, expect, test } from 'vitest';
import { workbook } from '../../../../../../test/browser/workbook.ts';
import { MOST_BYTES, MOST_LINES, readFileSheets } from './read-file.ts';

const file = (content: string | Uint8Array, name = 'members.csv') => {
  const bytes = Buffer.from(content);
  return { name, size: bytes.length, arrayBuffer: () => Promise.resolve(new Uint8Array(bytes).buffer) };
};
const cellsOf = async (content: string | Uint8Array) => {
  const read = await readFileSheets(file(content));
  if (!read.ok) throw new Error(read.problem);
  return read.sheets.map((sheet) => sheet.rows.map((row) => row.cells));
};

describe('a file that can be read', () => {
  test.each([
    {
      name: 'commas and quotes',
      content: 'Name,Note\n"Archer, Ava","says ""hi"""\n',
      rows: [
        ['Name', 'Note'],
        ['Archer, Ava', 'says "hi"'],
      ],
    },
    {
      name: 'semicolons',
      content: 'Name;Car\r\nAva;07\r\n',
      rows: [
        ['Name', 'Car'],
        ['Ava', '07'],
      ],
    },
    {
      name: 'tabs and a byte order mark',
      content: '\uFEFFName\tCar\nAva\t11',
      rows: [
        ['Name', 'Car'],
        ['Ava', '11'],
      ],
    },
    { name: 'Windows letters', content: Buffer.from('Name\nJos\u00E9', 'latin1'), rows: [['Name'], ['José']] },
    { name: 'empty lines and short ones', content: 'Name,Car\n\n,,\nAva\n', rows: [['Name', 'Car'], ['Ava']] },
  ])('$name', async ({ content, rows }) => expect(await cellsOf(content)).toEqual([rows]));

  test('a workbook has its sheets by name, days as days and numbers as they are', async () => {
    const read = await readFileSheets(
      file(
        workbook({
          Empty: [],
          Members: [
            ['Name', 'DOB', 'Car'],
            ['Ava', new Date('2012-05-31'), 11],
            [null, null, null],
            ['Ben', null, '07'],
          ],
        }),
        'a.xlsx',
      ),
    );
    expect(read).toEqual({
      ok: true,
      sheets: [
        {
          name: 'Members',
          rows: [
            { line: 1, cells: ['Name', 'DOB', 'Car'] },
            { line: 2, cells: ['Ava', '2012-05-31', '11'] },
            { line: 4, cells: ['Ben', '', '07'] },
          ],
        },
      ],
    });
  });
  test('a line keeps its number in the file', async () => {
    const read = await readFileSheets(file('Title\n\nName\nAva\n'));
    expect(read.ok && read.sheets[0]?.rows.map((row) => row.line)).toEqual([1, 3, 4]);
  });
});

describe('a file that cannot be read says why', () => {
  test.each([
    { name: 'empty', given: file(''), problem: 'empty' },
    { name: 'only empty lines', given: file('\n,,\n'), problem: 'empty' },
    { name: 'a PDF called .csv', given: file('%PDF-1.7 …'), problem: 'pdf' },
    { name: 'a workbook of an old kind', given: file(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1])), problem: 'old-workbook' },
    { name: 'a damaged workbook', given: file(Buffer.from('PK\u0003\u0004 and no more')), problem: 'bad-workbook' },
    { name: 'a picture', given: file(Buffer.from([1, 0, 2])), problem: 'not-a-list' },
    { name: 'an open quote', given: file('Name\n"Ava\n'), problem: 'bad-csv' },
    { name: 'too many lines', given: file(`Name\n${'Ava\n'.repeat(100_000)}`), problem: 'too-many' },
    { name: 'too large', given: { ...file('x'), size: MOST_BYTES + 1 }, problem: 'too-large' },
  ])('$name', async ({ given, problem }) =>
    expect(await readFileSheets(given)).toMatchObject({ ok: false, problem, values: { name: 'members.csv' } }),
  );

  test('as many lines as are taken are read', async () => {
    const read = await readFileSheets(file(`Name\n${'Ava\n'.repeat(MOST_LINES)}`));
    expect(read.ok && read.sheets[0]?.rows.length).toBe(MOST_LINES + 1);
  });
});
