import { because } from '../because.ts';
import type { Context } from '../context.ts';
import { rainState, wasRun } from '../points/rain.ts';
import { carriedPoints, countedMeetings } from '../points/season-so-far.ts';
import { tablesOf } from '../points/standings.ts';
import { type Asked, given, type Query, text } from './query.ts';
import { ballotsView } from './ballots.ts';
import { pointsRaceView } from './points-race.ts';
import { classesView, meetingKindsView } from './programme.ts';
import { named } from './public-names.ts';
import { resultsView } from './season-results.ts';
import { valuesGiven, valuesView } from './values-given.ts';

/** Questions of the office: what a season is made of. */
export const SEASON_QUERIES = {
  season: {
    fields: ['season'],
    says: 'the counted meetings of the season and which were run, its days, the tables that are kept of it and the points carried into it',
    answer: seasonView,
  },
  'points-race': {
    fields: ['season', 'class?', 'table?', 'group?', 'names?'],
    says: 'a table of the season as it stood after each meeting, throw-outs as they counted then; `names: public` as everybody may read them',
    answer: (c, q) => named(c, q, pointsRaceView(c, q.season, given(q, ['class', 'table', 'group']))),
  },
  values: {
    fields: ['season?', 'meeting?', 'class?', 'round?', 'race?'],
    says: 'every value of the rulebook here and now, and those that are not set',
    answer: (c, q) => valuesView(c, given(q, ['season', 'meeting', 'class', 'round', 'race'])),
  },
  'values-given': {
    fields: ['value?', 'season?', 'meeting?'],
    says: 'the values that somebody gave, for what, by whom and why, the latest first',
    answer: (c, q) => valuesGiven(c, given(q, ['value', 'season', 'meeting'])),
  },
  classes: {
    fields: ['season?'],
    says: 'the classes in race order, with what the rulebook says of each alone',
    answer: (c, q) => classesView(c, q.season),
  },
  'meeting-kinds': { fields: [], says: 'the kinds of meeting that the rulebook knows', answer: (c) => meetingKindsView(c) },
  ballots: {
    fields: ['season', 'role?'],
    says: 'the awards of a season: how each is given, who is named, votes as they are, and who has it',
    answer: (c, q) => ballotsView(c, text(q, 'season'), q.role),
  },
  results: {
    fields: ['season?', 'meeting?'],
    says: 'every result of a season or a meeting, a row a car',
    answer: (c, q) => resultsView(c, given(q, ['season', 'meeting'])),
  },
} as const satisfies Readonly<Record<string, Asked>>;

function seasonView(context: Context, query: Query) {
  const counted = countedMeetings(context, text(query, 'season'));
  const rows = counted.map((meeting) => ({
    meeting: meeting.id,
    date: meeting.date,
    kind: meeting.kind,
    complete: wasRun(context, meeting.id),
    because: rainState(context, meeting.id).because,
  }));
  const season = text(query, 'season');
  const opened = context.state.seasons.get(season)?.of('season-opened').at(-1)?.body;
  const carried = carriedPoints(context, season).map((fact) => ({
    class: fact.body.class,
    points: fact.body.points,
    at: fact.at,
    by: fact.by,
    fact: fact.seq,
  }));
  return {
    ...(opened ? { starts: opened.starts, ...(opened.ends === undefined ? {} : { ends: opened.ends }) } : {}),
    meetings: rows,
    tables: tablesOf(context, season),
    carried,
    because: because('the season', { from: rows.map((row) => row.because) }),
  };
}
