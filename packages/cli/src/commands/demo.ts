import { dirname, resolve } from 'node:path';
import { type Because, explain, type LineUp, type MeetingPoints, type Result, type StandingsRow } from '@racetower/engine';
import { findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { type DayFile, readDay } from '../day/day-file.ts';
import { playDay } from '../day/play-day.ts';
import type { Playing, Teller } from '../day/race.ts';
import { StoryError } from '../day/tower.ts';
import { filled } from '../day/words.ts';
import { type Output, paint } from '../output.ts';
import { reasonLines } from '../reason.ts';
import { lineUpTable, pointsTable, resultTable, standingsTable } from '../tables.ts';

const STORY = resolve(import.meta.dirname, '../../../../demo/club-day.yaml');

/** `racetower demo [DAY.yaml] [--seed N]`: tells a day; 0 told, 2 could not be told. */
export function demoCommand(paths: readonly string[], options: { readonly seed?: string }, out: Output): number {
  const file = resolve(paths[0] ?? STORY);
  const read = readDay(file);
  if (!read.ok) return couldNot(read.problems.map(problemText), out);
  if (options.seed !== undefined && !/^\d{1,9}$/.test(options.seed))
    return couldNot([`--seed is a whole number, not "${options.seed}"`], out);
  const day = options.seed === undefined ? read.day : { ...read.day, seed: Number(options.seed) };
  const folder = findRulebook(day.rulebook, dirname(file));
  if (folder === undefined) return couldNot([`there is no rulebook "${day.rulebook}"`], out);
  const editions = loadEditions(folder);
  if (!editions.ok) return couldNot(editions.problems.map(problemText), out);
  try {
    tellDay(
      day,
      editions.value.map((each) => each.book),
      out,
    );
    return 0;
  } catch (error) {
    if (error instanceof StoryError) return couldNot([error.message], out);
    throw error;
  }
}

function couldNot(lines: readonly string[], out: Output): number {
  for (const line of lines) out.error(line);
  return 2;
}

function tellDay(day: DayFile, editions: Parameters<typeof playDay>[1], out: Output): void {
  const heading = (text: string): void => {
    out.line('');
    out.line(paint('bold', text));
  };
  const teller: Teller = { heading, line: out.line, moment: (text) => out.line(paint('yellow', `         ${text}`)) };
  const club = editions.at(-1)?.club.name ?? '';
  const entered = Object.values(day.cars).reduce((sum, count) => sum + count, 0);
  out.line(paint('bold', `${day.day}: ${club}, ${day.meeting}`));
  out.line(
    `${entered} cars in ${Object.keys(day.cars).length} classes. The cast is invented by seed ${day.seed}; every line-up, result and point is worked out by the rulebook.`,
  );
  const playing = playDay(day, editions, teller);
  for (const wanted of day.show) for (const [view, of] of Object.entries(wanted)) show(playing, view, of, heading, out);
  for (const { ask, what } of day.explain) explainTo(playing, ask, what, heading, out);
  out.line('');
  out.line(`${playing.tower.state.seq} facts. Try it with other cars: npm start -- --seed 7. Write your own: docs/nights.md.`);
}

function show({ tower }: Playing, view: string, of: string, heading: (text: string) => void, out: Output): void {
  heading(`${view} ${of}`);
  const lines = {
    'line-up': () => lineUpTable(tower.ask<LineUp>('line-up', { race: of })),
    result: () => resultTable(tower.ask<Result>('result', { race: of })),
    points: () => pointsTable(tower.ask<{ readonly rows: readonly MeetingPoints[] }>('points', { class: of }).rows),
    standings: () => standingsTable(tower.ask<{ readonly rows: readonly StandingsRow[] }>('standings', { class: of }).rows),
  }[view];
  if (!lines) throw new StoryError(`show knows line-up, result, points and standings, not ${view}`);
  for (const line of lines()) out.line(`  ${line}`);
}

function explainTo(playing: Playing, ask: string, what: string, heading: (text: string) => void, out: Output): void {
  const path = filled(what, (name) => playing.named.get(name));
  const { editions, state, book } = playing.tower;
  const answered = explain(editions, state, path);
  if (!answered.ok) throw new StoryError(`${path}: ${answered.refusal.says}`);
  heading(ask);
  const reason: Because = answered.because;
  for (const line of reasonLines(reason, book, state)) out.line(`  ${line}`);
}
