import { describe, expect, test } from 'vitest';
import { exampleApp, member } from '../testing/example-app.ts';
import { MOST_LINES } from './roster.ts';

const OFFICE = member('Olga', 'sign-in');
const ROWS = [
  { line: 1, cells: ['Name', 'Car', 'Class'] },
  { line: 2, cells: ['Zoe Zane', '777', 'Mini Stock'] },
];

async function asked(body: object, visitor = OFFICE) {
  const { app, club } = exampleApp(visitor);
  const before = (await club.latest()).seq;
  const answer = await app.request(`http://racetower.test/api/clubs/${club.name}/roster`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect((await club.latest()).seq).toBe(before);
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
}

describe('a list of members that is looked at', () => {
  test('says what every line would change, with its commands, and keeps nothing', async () => {
    expect(await asked({ rows: ROWS })).toMatchObject({
      status: 200,
      body: {
        heading: 1,
        columns: ['person', 'car', 'class'],
        lines: [
          {
            line: 2,
            is: 'new',
            commands: [
              { do: 'register', person: 'Zoe Zane' },
              { do: 'register-car', car: '777' },
            ],
          },
        ],
      },
    });
  });

  test.each([
    { name: 'no lines', body: { rows: [] }, field: 'rows' },
    {
      name: 'too many',
      body: { rows: Array.from({ length: MOST_LINES + 2 }, (_, at) => ({ line: at + 1, cells: ['x'] })) },
      field: 'rows',
    },
    { name: 'a line without a number', body: { rows: [{ line: 0, cells: ['x'] }] }, field: 'rows.0.line' },
    { name: 'a column that is nothing', body: { rows: ROWS, columns: ['shoe-size'] }, field: 'columns' },
    { name: 'a field that is none', body: { rows: ROWS, colums: [] }, field: 'colums' },
  ])('$name is bad input', async ({ body, field }) => {
    const answer = await asked(body);
    expect(answer).toMatchObject({ status: 400, body: { field } });
  });

  test.each([
    { who: 'the public', visitor: { is: 'public' as const }, status: 401 },
    { who: 'a scorer', visitor: member('Sid', 'scorer'), status: 403 },
  ])('is not for $who', async ({ visitor, status }) => expect((await asked({ rows: ROWS }, visitor)).status).toBe(status));
});
