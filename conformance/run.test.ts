import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { League } from './karting-calspeed/league.ts';
import { SMALL_LEAGUE } from './karting-calspeed/small-league.ts';
import { main } from './run.ts';

/** A data folder with one league and a set without rulebook. */
function dataWith(league: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  mkdirSync(join(folder, 'karting-calspeed'));
  mkdirSync(join(folder, 'another-series'));
  writeFileSync(join(folder, 'karting-calspeed', 'cases.json'), JSON.stringify(league));
  return folder;
}

function run(...args: readonly string[]): { readonly code: number; readonly out: string; readonly err: string } {
  const out: string[] = [];
  const err: string[] = [];
  const code = main(args, { print: (line) => out.push(line), complain: (line) => err.push(String(line)) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The league with the total of driver a changed. */
function withTotal(total: number): League {
  const season = SMALL_LEAGUE['2019'];
  if (!season) throw new Error('the small league has one season');
  const overall = (season.standings['overall'] ?? []).map((line, index) =>
    index === 1 ? ([line[0], line[1], total, line[3] ?? []] as const) : line,
  );
  return { '2019': { ...season, standings: { ...season.standings, overall } } };
}

test('a league that agrees ends with 0; what the league did not do by its rule is skipped with the reason', () => {
  const { code, out } = run('--data', dataWith(SMALL_LEAGUE));
  expect(out).toContain('karting-calspeed: 19 cases, 18 passed, 0 failed, 1 skipped');
  expect(out).toContain('skipped 2019 round 3 mains: the league did not fill its mains by the rule: 1 drivers differ');
  expect(out).toContain('another-series: skipped, no rulebook yet');
  expect(code).toBe(0);
});

test('a difference ends with 1 and is explained down to the clause', () => {
  const { code, out } = run('karting-calspeed', '--data', dataWith(withTotal(99)));
  expect(code).toBe(1);
  expect(out).toContain('FAILED 2019 overall a\n    total: expected 99, found 31\n      a has 31 points [RK-3.1]');
});

test('the report as JSON', () => {
  const { out } = run('karting-calspeed', '--json', '--data', dataWith(withTotal(99)));
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    sets: [
      {
        set: 'karting-calspeed',
        cases: 19,
        passed: 17,
        failed: 1,
        skipped: 1,
        failures: [{ case: '2019 overall a', difference: { says: 'total', expected: 99, found: 31 } }],
      },
    ],
  });
});

test.each([
  { name: 'no data folder', args: ['--data', '/no/such/folder'], says: 'there is no data folder' },
  { name: 'no such set', args: ['kart-calspeed', '--data', dataWith(SMALL_LEAGUE)], says: 'there is no set "kart-calspeed"' },
  { name: 'no such option', args: ['--date', '.'], says: '--date' },
  {
    name: 'data of another shape',
    args: ['karting-calspeed', '--data', dataWith({ '2019': { rule: {} } })],
    says: 'season 2019 has no rounds',
  },
])('what cannot be run ends with 2: $name', ({ args, says }) => {
  const { code, err } = run(...args);
  expect(code).toBe(2);
  expect(err).toContain(says);
});

test('--help says how to use it', () => {
  expect(run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--data') });
});
