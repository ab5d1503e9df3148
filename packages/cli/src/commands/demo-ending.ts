import { type Because, explain } from '@racetower/engine';
import { answerLines } from '../answer-lines.ts';
import type { DayFile } from '../day/day-file.ts';
import type { Playing } from '../day/race.ts';
import { StoryError } from '../day/tower.ts';
import { filled } from '../day/words.ts';
import { type Output, paint } from '../output.ts';
import { reasonLines } from '../reason.ts';

/** A story as it ended. */
export type Played = Pick<Playing, 'tower' | 'named'>;

/** The field that a view is asked by when one word says it all. */
const ASKED_BY: Readonly<Record<string, string>> = { 'line-up': 'race', result: 'race', points: 'class', standings: 'class' };

/** Shows what a story asks to be shown when all is run, and explains what it asks to be explained. */
export function tellEnding(story: Pick<DayFile, 'show' | 'explain'>, played: Played, out: Output): void {
  for (const wanted of story.show) for (const [view, of] of Object.entries(wanted)) show(played, view, of, out);
  for (const asked of story.explain) explainTo(played, asked, out);
}

export function heading(text: string, out: Output): void {
  out.line('');
  out.line(paint('bold', text));
}

/** A view with its question: one word where the view is asked by one, else `field=value` and a blank between them. */
function show({ tower, named }: Played, view: string, of: string, out: Output): void {
  const words = filled(of, (name) => named.get(name));
  heading(`${view} ${words}`.trim(), out);
  const field = ASKED_BY[view];
  const question = field === undefined || words.includes('=') ? fieldsOf(view, words) : { [field]: words };
  for (const line of answerLines(view, tower.ask(view, question), tower.book)) out.line(`  ${line}`);
}

function fieldsOf(view: string, words: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    words
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => {
        const [field = '', ...value] = word.split('=');
        if (value.length === 0) throw new StoryError(`show ${view}: "${word}" is not field=value`);
        return [field, value.join('=')];
      }),
  );
}

function explainTo({ tower, named }: Played, { ask, what, meeting }: DayFile['explain'][number], out: Output): void {
  const path = filled(what, (name) => named.get(name));
  const { editions, state, book } = tower;
  const answered = explain(editions, state, path, meeting === undefined ? {} : { meeting });
  if (!answered.ok) throw new StoryError(`${path}: ${answered.refusal.says}`);
  heading(
    filled(ask, (name) => named.get(name)),
    out,
  );
  const reason: Because = answered.because;
  for (const line of reasonLines(reason, book, state)) out.line(`  ${line}`);
}
