import type { Rulebook, State } from '@racetower/engine';
import { answerLines } from '../answer-lines.ts';
import { dayOfMeeting, meetingNow, mustBeLog, openClubLog } from '../club/club-log.ts';
import { type CommandInfo, type Given, UsageError } from '../command-line.ts';
import { dayIn, instantIn, StepError } from '@racetower/rulebook';
import type { Output } from '../output.ts';
import { answerTo, type Question, questionFrom, viewsSaid } from '../question.ts';

/** `racetower show LOG VIEW field=value…`: 0 shown, 2 there is no answer. */
async function run(names: readonly string[], given: Given, out: Output): Promise<number> {
  const [file, view, ...fields] = names;
  if (file === undefined) throw new UsageError('say which log: racetower show LOG VIEW field=value…');
  if (view === undefined) throw new UsageError(['say which view:', ...viewsSaid()].join('\n'));
  const written = questionFrom(view, fields);
  mustBeLog(file);
  const { club } = openClubLog(file, given.text('rulebook'));
  const state = await club.latest();
  await club.close();
  const question = withInstant(written, state, club.book);
  const answer = answerTo(question, { editions: club.editions, state, meeting: meetingNow(state) });
  if (given.has('json')) out.line(JSON.stringify({ ...question, answer }, null, 2));
  else for (const line of answerLines(view, answer, club.book)) out.line(line);
  return 0;
}

/** Reads `at=14:00` on the day of the meeting, else of the last fact. @throws UsageError when it is no time */
function withInstant(question: Question, state: State, book: Rulebook): Question {
  const { at, meeting } = question.fields;
  if (at === undefined) return question;
  const { zone } = book.club;
  const day = dayOfMeeting(state, meeting ?? meetingNow(state)) ?? dayIn(zone, state.all.last()?.at ?? at);
  try {
    return { ...question, fields: { ...question.fields, at: instantIn(at, zone, day) } };
  } catch (error) {
    if (error instanceof StepError) throw new UsageError(`at: ${error.message}`);
    throw error;
  }
}

export const showCommand: CommandInfo = {
  name: 'show',
  purpose: "shows any view of a club's log: line-ups, results, standings, money, reasons",
  takes: 'LOG VIEW [field=value…]',
  options: {
    rulebook: { takes: 'RULEBOOK', says: "left out: the one of the log's club" },
    json: { says: 'print JSON for programs' },
  },
  notes: [
    'Views and their fields; ? may be left out. The meeting is the one opened last and the season that of the meeting; at=14:00 is a',
    'time on the day of the meeting, left out: that of the last fact.',
    ...viewsSaid(),
  ],
  examples: [
    'show club.sqlite line-up race=mini-stock/heat-1',
    'show club.sqlite standings class=mini-stock --json',
    'show club.sqlite explain "path=points mini-stock Fay"',
  ],
  exits: { 0: 'shown' },
  run,
};
