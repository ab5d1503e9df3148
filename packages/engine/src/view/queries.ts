import type { PlannedRace } from '../answers.ts';
import { because } from '../because.ts';
import type { Context } from '../context.ts';
import { clock } from '../control/clocks.ts';
import { prompts } from '../control/prompts.ts';
import { raceRun } from '../control/race-run.ts';
import { drawsFor } from '../entry/draws.ts';
import type { State } from '../state.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRace, racesOfRound, schedule } from '../lineup/plan.ts';
import { feesOf } from '../money/fees.ts';
import { awards } from '../points/awards.ts';
import { rainState } from '../points/rain.ts';
import { overall } from '../points/overall.ts';
import { result } from '../points/result.ts';
import { standings } from '../points/standings.ts';
import { Refused, refuse } from '../refusal.ts';
import { cases } from '../stewards/cases.ts';
import { noticesOf } from '../stewards/notices.ts';
import { openProposals } from '../stewards/proposals.ts';
import { impounded } from '../tech/impounds.ts';
import { CONTROL_QUERIES } from './control-queries.ts';
import { eligibility, namesFor, offers } from './allowed.ts';
import { DEADLINE_QUERY } from './deadlines.ts';
import { disciplineView, eligible, finesView, suspensionsView } from './discipline.ts';
import { CASE_QUERIES } from './case-kinds.ts';
import { explanation } from './explain.ts';
import { findings } from './findings.ts';
import { MONEY_QUERIES } from './money-queries.ts';
import { type Asked, given, momentAsked as at, type Query, text } from './query.ts';
import { alternatesView, combinedView, marksView, meetingsView, restartView } from './more.ts';
import { SEASON_QUERIES } from './season-queries.ts';
import { recordsView, techList, valueNow, pointsView } from './small.ts';
import { transfersView } from './transfers.ts';
import { named } from './public-names.ts';
import { drawnRows, entriesView } from './at-window.ts';
import { REGISTRY_QUERIES } from '../registry/queries.ts';
import { WINDOW_QUERIES } from './window-queries.ts';

const list = (says: string, rows: readonly { readonly because: ReturnType<typeof because> }[]) =>
  because(says, { from: rows.map((row) => row.because) });

export type { Query } from './query.ts';

/** Every question, with what it answers as a type. */
const ASKED = {
  entries: {
    fields: ['meeting', 'class?'],
    says: 'who is signed in, to a class or to all, withdrawn cars too',
    answer: (c, q) => entriesView(c, text(q, 'meeting'), q.class),
  },
  schedule: {
    fields: ['meeting', 'class?'],
    says: 'the races of the day in running order, with laps, starters and how far each is',
    answer: scheduleView,
  },
  groups: { fields: ['meeting', 'class', 'round'], says: 'the races a round is split into and the cars in each', answer: groupsView },
  'line-up': { fields: ['meeting', 'race'], says: 'who starts where', answer: (c, q) => lineUp(c, text(q, 'meeting'), text(q, 'race')) },
  race: { fields: ['meeting', 'race'], says: 'a race as it stands: phase, flag, order, laps, who is out, counts', answer: raceView },
  'running-order': { fields: ['meeting', 'race'], says: 'the order on the track, or the order for the restart', answer: raceView },
  restart: {
    fields: ['meeting', 'race'],
    says: 'the order for the next start in the rows of the rulebook, with call-outs',
    answer: (c, q) => restartView(c, text(q, 'meeting'), text(q, 'race')),
  },
  overall: {
    fields: ['meeting', 'class'],
    says: 'a class over all races of the meeting, and the races still to be run',
    answer: (c, q) => overall(c, text(q, 'meeting'), text(q, 'class')),
  },
  alternates: {
    fields: ['meeting', 'race'],
    says: 'who may start in place of one that is out, and who did',
    answer: (c, q) => alternatesView(c, text(q, 'meeting'), text(q, 'race')),
  },
  clock: { fields: ['meeting', 'clock', 'race?', 'class?', 'car?'], says: 'a clock: when it ends, what is left', answer: clockView },
  result: {
    fields: ['meeting', 'race', 'names?'],
    says: 'the result, provisional or official, and what holds it; `names: public` as everybody may read them',
    answer: (c, q) => named(c, q, result(c, text(q, 'meeting'), text(q, 'race'))),
  },
  transfers: {
    fields: ['meeting', 'race'],
    says: 'the cars of a race that go on to another, and the alternates',
    answer: (c, q) => transfersView(c, text(q, 'meeting'), text(q, 'race')),
  },
  points: {
    fields: ['meeting', 'class'],
    says: 'points of the meeting by driver and line, and the races whose points wait for a case',
    answer: (c, q) => pointsView(c, text(q, 'meeting'), text(q, 'class')),
  },
  standings: {
    fields: ['season', 'class?', 'table?', 'group?', 'upTo?', 'names?'],
    says: 'a table of the season; `group` of a table kept for each group of drivers, `upTo` as after a meeting, `names: public` as everybody may read them',
    answer: (c, q) => named(c, q, standings(c, q.season, given(q, ['class', 'table', 'group', 'upTo']))),
  },
  rain: {
    fields: ['meeting'],
    says: 'whether a meeting that was called off is complete',
    answer: (c, q) => rainState(c, text(q, 'meeting')),
  },
  fees: {
    fields: ['meeting', 'person?', 'class?', 'car?'],
    says: 'what is owed and paid',
    answer: (c, q) => feesOf(c, text(q, 'meeting'), given(q, ['person', 'class', 'car'])),
  },
  ...MONEY_QUERIES,
  ...WINDOW_QUERIES,
  ...REGISTRY_QUERIES,
  awards: {
    fields: ['meeting?', 'season?', 'class?'],
    says: 'awards and who has them',
    answer: (c, q) => awards(c, given(q, ['meeting', 'season', 'class'])),
  },
  draws: {
    fields: ['meeting', 'class?', 'race?', 'car?'],
    says: 'what was drawn; `rows` lists every draw with its car, the latest last',
    answer: (c, q) => ({
      draws: Object.fromEntries(
        drawsFor(c, given(q, ['meeting', 'class', 'race', 'car'])).map((fact) => [fact.body.draw, fact.body.result]),
      ),
      rows: drawnRows(c, text(q, 'meeting'), given(q, ['meeting', 'class', 'race', 'car'])),
      because: because('drawn', {
        facts: drawsFor(c, given(q, ['meeting', 'class', 'race', 'car'])).map((fact) => fact.seq),
        clauses: [
          ...new Set(
            drawsFor(c, given(q, ['meeting', 'class', 'race', 'car'])).flatMap((fact) => c.book.draws.get(fact.body.draw)?.clauses ?? []),
          ),
        ],
      }),
    }),
  },
  tech: {
    fields: ['meeting'],
    says: 'classes and item drawn for tech, cars held and released',
    answer: (c, q) => ({
      ...techList(c, text(q, 'meeting')),
      held: impounded(c, text(q, 'meeting')),
      because: list('tech', [techList(c, text(q, 'meeting')), ...impounded(c, text(q, 'meeting'))]),
    }),
  },
  cases: {
    fields: ['meeting?', 'id?'],
    says: 'protests, claims and other cases, and where their fees went',
    answer: (c, q) => ({
      cases: cases(c, q.meeting).filter((each) => q['id'] === undefined || each.id === q['id']),
      because: list('cases', cases(c, q.meeting)),
    }),
  },
  ...CASE_QUERIES,
  records: {
    fields: ['name', 'meeting?', 'class?', 'race?', 'car?', 'person?'],
    says: 'records of a kind that stand, and those that were pushed out',
    answer: (c, q) => recordsView(c, text(q, 'name'), given(q, ['meeting', 'class', 'race', 'car', 'person'])),
  },
  suspensions: {
    fields: ['person?'],
    says: 'who is suspended, the meetings sat out and still to come',
    answer: (c, q) => suspensionsView(c, q, at(c, q)),
  },
  eligible: {
    fields: ['to?', 'meeting?', 'season?', 'class?', 'race?', 'car?', 'driver?', 'owner?', 'person?', 'award?'],
    says: 'whether a driver in a car may `sign-in`, `line-up`, `pay` (be paid) or have the `award`, and if not by which clause and until when',
    answer: (c, q) => eligible(c, q, at(c, q), (classId) => namesFor(c, q, classId, at(c, q))),
  },
  fines: {
    fields: ['person?', 'case?'],
    says: 'fines, what is paid and open, and what each account received',
    answer: (c, q) => finesView(c, q, at(c, q)),
  },
  discipline: {
    fields: ['person?', 'season?', 'meeting?'],
    says: 'everything lasting that was laid on somebody, or on anybody, and how far up each ladder they are',
    answer: (c, q) => disciplineView(c, q, at(c, q)),
  },
  ...DEADLINE_QUERY,
  notices: {
    fields: ['case'],
    says: 'letters that a case asks for, their text, and whether they were sent in time',
    answer: (c, q) => ({ notices: noticesOf(c, text(q, 'case')), because: list('letters', noticesOf(c, text(q, 'case'))) }),
  },
  prompts: {
    fields: ['season?', 'meeting?', 'race?', 'class?', 'car?', 'role?'],
    says: 'steps of the procedures that are due now',
    answer: (c, q) => ({
      steps: prompts(c, given(q, ['season', 'meeting', 'race', 'class', 'car', 'role']), at(c, q)),
      because: list('due now', prompts(c, given(q, ['season', 'meeting', 'race', 'class', 'car', 'role']), at(c, q))),
    }),
  },
  offers: {
    fields: ['meeting', 'race?', 'car?', 'role?'],
    says: 'calls that can be made now, and why others cannot',
    answer: (c, q) => offers(c, q, at(c, q)),
  },
  ...CONTROL_QUERIES,
  proposals: {
    fields: ['meeting?', 'race?'],
    says: 'calls that still wait for officials who are for them, and who is',
    answer: (c, q) => ({
      proposals: openProposals(c, given(q, ['meeting', 'race'])),
      because: list('calls that wait', openProposals(c, given(q, ['meeting', 'race']))),
    }),
  },
  eligibility: {
    fields: ['gate', 'meeting?', 'class?', 'race?', 'car?', 'driver?', 'handler?', 'person?'],
    says: 'whether a requirement gate lets somebody pass',
    answer: (c, q) => eligibility(c, q, at(c, q)),
  },
  marks: {
    fields: ['meeting', 'race?'],
    says: 'moments on record, each at its last time',
    answer: (c, q) => marksView(c, text(q, 'meeting'), q.race),
  },
  combined: {
    fields: ['meeting'],
    says: 'classes that run together, by which rule and with whose approval',
    answer: (c, q) => combinedView(c, text(q, 'meeting')),
  },
  meetings: { fields: ['season?'], says: 'the calendar', answer: (c, q) => meetingsView(c, q.season) },
  ...SEASON_QUERIES,
  value: {
    fields: ['value', 'season?', 'meeting?', 'class?', 'round?', 'race?', 'car?'],
    says: 'a value of the rulebook here and now',
    answer: (c, q) => valueNow(c, text(q, 'value'), given(q, ['season', 'meeting', 'class', 'round', 'race', 'car'])),
  },
  clauses: {
    fields: ['kind?'],
    says: 'the clauses of the rulebook',
    answer: (c, q) => ({
      clauses: [...c.book.clauses.values()].filter((each) => q['kind'] === undefined || each.kind === q['kind']),
      because: because('the rulebook'),
    }),
  },
  explain: {
    fields: ['path', 'meeting?', 'season?'],
    says: 'one answer explained, by its path as `line-up jr-honda/heat-1 4`',
    answer: (c, q) => ({
      path: text(q, 'path'),
      because: explanation(c, text(q, 'path'), { ...given(q, ['meeting', 'season']), at: at(c, q) }),
    }),
  },
  findings: {
    fields: [],
    says: 'nonsense in the log',
    answer: (c) => ({ findings: findings(c), because: because('the log', { facts: findings(c).map((each) => each.seq) }) }),
  },
  history: {
    fields: ['meeting?', 'race?'],
    says: 'the facts as written, the void ones marked',
    answer: (c, q) => ({ facts: history(c.state, q), because: because('the log') }),
  },
} as const satisfies Readonly<Record<string, Asked>>;

/** Every question that can be asked, by name. */
export const QUERIES: Readonly<Record<string, Asked>> = ASKED;

/** The name of a view. */
export type ViewName = keyof typeof ASKED;
/** What a view answers. */
export type ViewAnswer<V extends ViewName> = ReturnType<(typeof ASKED)[V]['answer']>;
type FieldOf<V extends ViewName> = (typeof ASKED)[V]['fields'][number];
/** What a view is asked by. */
export type ViewFields<V extends ViewName> = { readonly [F in FieldOf<V> as F extends `${string}?` ? never : F]: string } & {
  readonly [F in FieldOf<V> as F extends `${infer Name}?` ? Name : never]?: string | undefined;
};

/** The names, fields and meaning of all views, for the reference and for checking questions. */
export const VIEWS: readonly { readonly name: string; readonly fields: readonly string[]; readonly says: string }[] = Object.entries(
  QUERIES,
).map(([name, asked]) => ({ name, fields: asked.fields, says: asked.says }));

function scheduleView(context: Context, query: Query) {
  const meeting = text(query, 'meeting');
  const races = schedule(context, meeting).filter((race) => query.class === undefined || race.class === query.class);
  const rows = races.map((race) => ({
    race: race.id,
    name: race.name,
    class: race.class,
    round: race.round,
    ...fieldOfRace(context, meeting, race),
  }));
  return {
    races: rows,
    because: because('the schedule', { clauses: context.book.classOrder.clauses, from: rows.map((row) => row.because) }),
  };
}

/** Laps and starters of a race, or what its line-up still needs: one race that cannot be lined up yet does not hide the others. */
function fieldOfRace(context: Context, meeting: string, race: PlannedRace) {
  try {
    const lined = lineUp(context, meeting, race.id);
    return {
      ...(lined.laps ? { laps: lined.laps.laps } : {}),
      starters: lined.slots.length,
      standing: result(context, meeting, race.id).standing,
      phase: raceRun(context, meeting, race.id).phase,
      lineUp: lined.standing,
      waitsFor: lined.waitsFor,
      because: because(race.name, { from: [race.because, ...(lined.laps ? [lined.laps.because] : [])] }),
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return {
      starters: 0,
      standing: 'none',
      phase: 'planned' as const,
      lineUp: 'computed' as const,
      waitsFor: [error.refusal.says],
      because: because(race.name, { clauses: error.refusal.clauses, from: [race.because] }),
    };
  }
}

function groupsView(context: Context, query: Query) {
  const meeting = text(query, 'meeting');
  const races = racesOfRound(context, meeting, text(query, 'class'), text(query, 'round'));
  const rows = races.map((race) => ({
    race: race.id,
    name: race.name,
    cars: lineUp(context, meeting, race.id).slots.map((slot) => slot.car),
    because: because(race.name, { from: [race.because, lineUp(context, meeting, race.id).because] }),
  }));
  return { groups: rows, sizes: rows.map((row) => row.cars.length), because: list('groups', rows) };
}

function raceView(context: Context, query: Query) {
  const run = raceRun(context, text(query, 'meeting'), text(query, 'race'));
  const cars = Object.entries(run.carReasons).map(([car, reasons]) => ({ car, because: because(`car ${car}`, { from: reasons }) }));
  return { ...run, cars };
}

function clockView(context: Context, query: Query) {
  const meeting = text(query, 'meeting');
  const planned = query.race === undefined ? undefined : plannedRace(context, meeting, query.race);
  const where = {
    meeting,
    ...given(query, ['class', 'car']),
    ...(planned ? { race: planned.id, class: planned.class, round: planned.round } : {}),
  };
  return clock(context, where, text(query, 'clock'), at(context, query));
}

/** The log as it was written: of a meeting, a race, or all of it. */
function history(state: State, query: Query) {
  if (query.race !== undefined && query.meeting === undefined)
    return refuse('field-missing', 'history of a race needs its meeting', { field: 'meeting' });
  return [...state.all]
    .filter(
      (fact) => (query.meeting === undefined || fact.meeting === query.meeting) && (query.race === undefined || fact.race === query.race),
    )
    .map((fact) => ({ ...fact, voided: state.voided.has(fact.seq) }));
}
