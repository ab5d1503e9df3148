import { Temporal } from 'temporal-polyfill';
import { by, column, rows, type Rows, sums } from './columns.ts';
import { CASE_MAKERS } from './comparable-cases.ts';
import { CONTROL_MAKERS } from './comparable-control.ts';
import { REGISTRY_MAKERS } from './comparable-registry.ts';
import { MONEY_MAKERS } from './comparable-money.ts';
import { SEASON_COMPARABLE, SEASON_MAKERS } from './comparable-season.ts';
import { WINDOW_MAKERS } from './comparable-window.ts';
import { factRow, timeOfDay } from './fact-row.ts';
import { isMap, type Map } from './night.ts';

const OF_A_RACE = 'order lapped out counts phase flag lap laps-done distance restarts cautions called-back statuses'.split(' ');

/** What can be compared of each view, beside the fields that ask it. */
export const COMPARABLE: Readonly<Record<string, readonly string[]>> = {
  entries: ['order', 'drivers', 'cars', 'withdrawn'],
  schedule: ['races', 'laps', 'starters', 'classes'],
  groups: ['groups', 'sizes'],
  'line-up': ['order', 'drivers', 'rows', 'laps', 'alternates', 'pole', 'standing', 'waits-for'],
  race: OF_A_RACE,
  'running-order': OF_A_RACE,
  clock: ['expires', 'remaining', 'elapsed', 'expired', 'paused', 'late', 'laps-left', 'started'],
  result: ['order', 'drivers', 'places', 'statuses', 'rows', 'standing', 'held', 'laps', 'details'],
  overall: ['order', 'drivers', 'places', 'waits-for'],
  transfers: ['cars', 'to', 'alternates'],
  points: ['points', 'cars', 'lines', 'attempted', 'held', 'not-held'],
  standings: ['order', 'totals', 'places', 'gross', 'net', 'dropped', 'bonuses', 'eligible', 'buy-in', 'tied', 'cars', 'published'],
  season: ['run', 'counted'],
  rain: ['declared', 'complete', 'missing'],
  fees: ['total', 'paid', 'due', 'people', 'rows'],
  ledger: ['balances', 'count', 'unsettled'],
  balances: ['accounts', 'owes', 'due', 'held', 'fines'],
  purse: ['pays', 'people', 'lines', 'held', 'not-held', 'total'],
  payout: ['due', 'paid', 'open', 'held', 'collectors'],
  'close-out': ['in', 'out', 'people', 'expected', 'counted', 'difference', 'changed', 'held', 'case-fees', 'unpaid', 'due', 'signed'],
  fund: ['balance', 'sources'],
  'fund-shares': ['amount', 'rest', 'classes', 'shares', 'gifts', 'stays', 'booked'],
  earnings: ['earned', 'purse', 'shares', 'held', 'total'],
  awards: ['winners', 'standing', 'returned'],
  draws: ['draws'],
  people: ['names', 'cars'],
  papers: ['standing', 'missing'],
  registry: ['names', 'may', 'may-not', 'missing', 'runs-out', 'everybody'],
  person: ['cars', 'records', 'standing', 'missing', 'entries', 'due'],
  particulars: ['people', 'cars', 'papers'],
  numbers: ['numbers', 'holders', 'drivers', 'free', 'kept', 'clashes'],
  transponders: ['cars', 'without', 'twice', 'strangers'],
  buckets: ['left', 'to-draw'],
  checks: ['awaited', 'done', 'to-do', 'limits'],
  tech: ['drawn', 'held', 'not-held', 'released'],
  'case-kinds': ['kinds', 'fees', 'outcomes'],
  panel: ['parties', 'aside', 'votes', 'have', 'needs', 'carried', 'may'],
  cases: ['status', 'outcome', 'answerable', 'fee', 'evidence'],
  verdicts: ['published', 'filer', 'against', 'outcome', 'penalties', 'appeals', 'evidence', 'fields', 'clauses', 'fee'],
  suspensions: ['drivers', 'served', 'coming', 'unplanned', 'until', 'names', 'findings'],
  eligible: ['eligible', 'clauses', 'says', 'until'],
  fines: ['total', 'paid', 'open', 'accounts', 'people'],
  discipline: ['people', 'kinds', 'says', 'counts', 'ladders', 'lapses'],
  deadlines: ['ends', 'passed'],
  notices: ['text', 'to', 'by', 'sent', 'in-time'],
  records: ['standing', 'count'],
  prompts: ['shows', 'not-shows', 'done'],
  offers: ['offered', 'not-offered'],
  allowed: ['allowed', 'not-allowed'],
  acts: ['names'],
  clocks: ['running'],
  timeline: ['says', 'taken-back'],
  proposals: ['open', 'by', 'needs'],
  eligibility: ['allowed', 'flagged', 'says'],
  value: ['gives'],
  clauses: ['clauses'],
  findings: ['findings'],
  history: ['kinds', 'rows'],
  restart: ['order', 'rows', 'lapped', 'out', 'lap', 'call-outs'],
  passings: ['counts', 'unknown', 'missed', 'silent', 'gaps', 'stands', 'shared'],
  laps: ['order', 'laps', 'best', 'last', 'gap', 'down', 'fastest'],
  'lap-chart': ['laps', 'gaps'],
  'points-race': ['meetings', 'points', 'places'],
  sheets: ['agree', 'differences'],
  alternates: ['cars', 'started'],
  marks: ['marks'],
  combined: ['classes'],
  ...SEASON_COMPARABLE,
  explain: [],
};

type Fields = Readonly<Record<string, unknown>>;
/** As `by`, of the rows that have the value; where a key has several, the lists one after the other, else the last. */
function merged(list: Rows, key: string, value: string): Map {
  const found = new Map<string, unknown>();
  for (const row of list) {
    const before = found.get(String(row[key]));
    const own = row[value];
    if (own === undefined) continue;
    found.set(String(row[key]), Array.isArray(before) && Array.isArray(own) ? [...before, ...own] : own);
  }
  return Object.fromEntries(found);
}

/** Puts an answer in the few words that nights compare. */
export function comparable(view: string, answer: unknown, zone: string): Fields {
  if (!isMap(answer)) return {};
  const make = MAKERS[view];
  return make ? make(answer, zone) : answer;
}

const raceFields = (a: Map): Fields => ({
  ...a,
  out: column(rows(a, 'out'), 'car'),
  'laps-done': a['lapsDone'],
  'called-back': a['calledBack'],
  statuses: Object.fromEntries(Object.entries((a['statuses'] ?? {}) as Map).map(([car, each]) => [car, (each as Map)['status']])),
});

const MAKERS: Readonly<Record<string, (answer: Map, zone: string) => Fields>> = {
  ...WINDOW_MAKERS,
  ...REGISTRY_MAKERS,
  schedule: (a) => ({
    races: column(rows(a, 'races'), 'race'),
    laps: by(rows(a, 'races'), 'race', 'laps'),
    starters: by(rows(a, 'races'), 'race', 'starters'),
    classes: [...new Set(column(rows(a, 'races'), 'class'))],
  }),
  groups: (a) => ({ groups: column(rows(a, 'groups'), 'cars'), sizes: a['sizes'] }),
  'line-up': lineUpFields,
  race: raceFields,
  'running-order': raceFields,
  clock: clockFields,
  result: (a) => ({
    order: column(rows(a, 'rows'), 'car'),
    drivers: column(rows(a, 'rows'), 'driver'),
    places: by(rows(a, 'rows'), 'car', 'place'),
    statuses: by(rows(a, 'rows'), 'car', 'status'),
    laps: by(rows(a, 'rows'), 'car', 'laps'),
    details: by(rows(a, 'rows'), 'car', 'details'),
    rows: a['rows'],
    standing: a['standing'],
    held: rows(a, 'holds').length > 0,
  }),
  overall: (a) => ({
    order: column(rows(a, 'rows'), 'car'),
    drivers: column(rows(a, 'rows'), 'driver'),
    places: by(rows(a, 'rows'), 'car', 'place'),
    'waits-for': a['waitsFor'],
  }),
  transfers: (a) => ({ cars: a['cars'], to: by(rows(a, 'transfers'), 'car', 'to'), alternates: column(rows(a, 'alternates'), 'car') }),
  points: pointsFields,
  standings: standingsFields,
  season: (a) => ({
    counted: column(rows(a, 'meetings'), 'meeting'),
    run: column(
      rows(a, 'meetings').filter((m) => m['complete'] === true),
      'meeting',
    ),
  }),
  rain: (a) => a,
  fees: (a) => ({
    total: a['totalCents'],
    paid: a['paidCents'],
    due: a['dueCents'],
    people: sums(rows(a, 'lines'), 'person'),
    rows: rows(a, 'lines'),
  }),
  ledger: (a) => ({ balances: a['balances'], count: rows(a, 'postings').length, unsettled: column(rows(a, 'unsettled'), 'what') }),
  ...MONEY_MAKERS,
  awards: (a) => ({
    winners: grouped(rows(a, 'awards').filter((w) => w['standing'] !== 'returned')),
    standing: by(rows(a, 'awards'), 'driver', 'standing'),
    returned: column(
      rows(a, 'awards').filter((w) => w['standing'] === 'returned'),
      'driver',
    ),
  }),
  draws: (a) => a,
  records: (a) => ({ standing: column(rows(a, 'records'), 'summary'), count: rows(a, 'records').length }),
  tech: (a) => ({
    drawn: a['drawn'],
    held: column(
      rows(a, 'held').filter((h) => h['released'] !== true),
      'car',
    ),
    'not-held': column(
      rows(a, 'held').filter((h) => h['released'] !== true),
      'car',
    ),
    released: column(
      rows(a, 'held').filter((h) => h['released'] === true),
      'car',
    ),
  }),
  ...CASE_MAKERS,
  ...CONTROL_MAKERS,
  suspensions: (a) => ({
    drivers: column(rows(a, 'suspensions'), 'driver'),
    served: merged(rows(a, 'suspensions'), 'driver', 'served'),
    coming: merged(rows(a, 'suspensions'), 'driver', 'coming'),
    unplanned: merged(rows(a, 'suspensions'), 'driver', 'unplanned'),
    until: merged(rows(a, 'suspensions'), 'driver', 'until'),
    names: by(rows(a, 'suspensions'), 'driver', 'names'),
    findings: merged(rows(a, 'suspensions'), 'driver', 'findings'),
  }),
  eligible: (a) => ({
    eligible: a['eligible'],
    clauses: a['clauses'],
    says: a['says'],
    until: column(rows(a, 'reasons'), 'until').find((each) => each !== undefined),
  }),
  fines: (a) => ({
    total: a['totalCents'],
    paid: a['paidCents'],
    open: a['openCents'],
    accounts: a['accounts'],
    people: sums(rows(a, 'fines'), 'person'),
  }),
  discipline: (a) => ({
    ladders: Object.fromEntries(rows(a, 'ladders').map((each) => [`${String(each['person'])} ${String(each['ladder'])}`, each['count']])),
    lapses: Object.fromEntries(rows(a, 'ladders').map((each) => [`${String(each['person'])} ${String(each['ladder'])}`, each['lapses']])),
    people: column(rows(a, 'record'), 'person'),
    kinds: column(rows(a, 'record'), 'kind'),
    says: column(rows(a, 'record'), 'says'),
    counts: a['counts'],
  }),
  deadlines: (a) => ({ ends: by(rows(a, 'deadlines'), 'deadline', 'at'), passed: by(rows(a, 'deadlines'), 'deadline', 'passed') }),
  notices: (a) => ({
    text: by(rows(a, 'notices'), 'notice', 'text'),
    to: by(rows(a, 'notices'), 'notice', 'to'),
    by: Object.fromEntries(
      rows(a, 'notices').map((row) => [String(row['notice']), row['byMs'] === undefined ? undefined : momentOf(row['byMs'])]),
    ),
    sent: Object.fromEntries(rows(a, 'notices').map((row) => [String(row['notice']), rows(row, 'sent').length])),
    'in-time': Object.fromEntries(
      rows(a, 'notices').map((row) => [String(row['notice']), rows(row, 'sent').every((sent) => sent['inTime'] === true)]),
    ),
  }),
  prompts: (a) => ({
    shows: column(rows(a, 'steps'), 'step'),
    'not-shows': column(rows(a, 'steps'), 'step'),
    done: by(rows(a, 'steps'), 'step', 'done'),
  }),
  offers: (a) => ({ offered: a['offered'], 'not-offered': a['offered'] }),
  eligibility: (a) => ({
    allowed: a['allowed'],
    flagged: rows(a, 'flagged').flatMap((f) => f['clauses'] as readonly string[]),
    says: a['says'],
  }),
  value: (a) => ({ gives: a['value'] }),
  clauses: (a) => ({ clauses: column(rows(a, 'clauses'), 'id') }),
  findings: (a) => ({ findings: column(rows(a, 'findings'), 'says') }),
  history: (a, zone) => ({ kinds: column(rows(a, 'facts'), 'kind'), rows: rows(a, 'facts').map((fact) => factRow(fact, zone)) }),
  restart: (a) => ({
    ...a,
    rows: rowsOf(rows(a, 'slots')),
    out: column(rows(a, 'out'), 'car'),
    'call-outs': column(rows(a, 'callOuts'), 'says'),
  }),
  passings: (a) => ({
    ...a,
    missed: column(rows(a, 'missed'), 'car'),
    silent: column(rows(a, 'silent'), 'car'),
    gaps: column(rows(a, 'gaps'), 'from'),
    stands: column(rows(a, 'stands'), 'why'),
    shared: column(rows(a, 'shared'), 'transponder'),
  }),
  laps: (a) => ({
    order: column(
      rows(a, 'rows').filter((row) => row['place'] !== 0),
      'car',
    ),
    laps: by(rows(a, 'rows'), 'car', 'laps'),
    best: by(rows(a, 'rows'), 'car', 'bestUs'),
    last: by(rows(a, 'rows'), 'car', 'lastUs'),
    gap: by(rows(a, 'rows'), 'car', 'gapUs'),
    down: by(rows(a, 'rows'), 'car', 'lapsDown'),
    fastest: isMap(a['fastest']) ? a['fastest']['car'] : undefined,
  }),
  'lap-chart': (a) => ({
    laps: by(rows(a, 'laps'), 'lap', 'order'),
    gaps: by(rows(a, 'laps'), 'lap', 'gapsUs'),
  }),
  'points-race': (a) => ({
    meetings: column(rows(a, 'meetings'), 'meeting'),
    points: Object.fromEntries(rows(a, 'rows').map((row) => [String(row['driver']), column(rows(row, 'after'), 'points')])),
    places: Object.fromEntries(rows(a, 'rows').map((row) => [String(row['driver']), column(rows(row, 'after'), 'place')])),
  }),
  sheets: (a) => ({
    agree: a['agree'],
    differences: rows(a, 'sheets').flatMap((sheet) => column(rows(sheet, 'differences'), 'car')),
  }),
  alternates: (a) => ({
    cars: a['cars'],
    started: column(
      rows(a, 'alternates').filter((each) => each['started'] === true),
      'car',
    ),
  }),
  marks: (a) => ({ marks: column(rows(a, 'marks'), 'mark') }),
  combined: (a) => ({ classes: column(rows(a, 'combined'), 'classes') }),
  ...SEASON_MAKERS,
};

/** Cars by row, inside first; a free place is null. */
function twoByTwo(slots: Rows): readonly (readonly unknown[])[] {
  const last = Math.max(0, ...slots.map((slot) => Number(slot['row'])));
  const at = (slot: number): unknown => slots.find((each) => each['slot'] === slot)?.['car'] ?? null;
  return Array.from({ length: last }, (_, index) => [at(index * 2 + 1), at(index * 2 + 2)]);
}

/** Rows with their cars from the inside out; a place that is free beside a car outside is empty. */
function rowsOf(slots: Rows): readonly (readonly unknown[])[] {
  const byRow = [...Map.groupBy(slots, (slot) => Number(slot['row']))].toSorted((a, b) => a[0] - b[0]).map(([, row]) => row);
  return byRow.map((row) => {
    const on = (side: string): unknown => row.find((slot) => slot['side'] === side)?.['car'] ?? null;
    const pairs = row.length < 3 && row.every((slot) => slot['side'] === 'inside' || slot['side'] === 'outside');
    return pairs ? [on('inside'), on('outside')] : column(row, 'car');
  });
}

function lineUpFields(a: Map): Fields {
  const slots = rows(a, 'slots');
  const at = (slot: number): unknown => slots.find((each) => each['slot'] === slot)?.['car'] ?? null;
  return {
    order: column(slots, 'car'),
    drivers: column(slots, 'driver'),
    rows: twoByTwo(slots),
    laps: isMap(a['laps']) ? a['laps']['laps'] : undefined,
    alternates: column(rows(a, 'alternates'), 'car'),
    pole: at(1),
    standing: a['standing'],
    'waits-for': a['waitsFor'],
  };
}

const momentOf = (ms: unknown): string => Temporal.Instant.fromEpochMilliseconds(Number(ms)).toString();

function clockFields(a: Map, zone: string): Fields {
  const local = (ms: unknown): unknown =>
    typeof ms === 'number' ? timeOfDay(Temporal.Instant.fromEpochMilliseconds(ms), zone) : undefined;
  return {
    expires: local(a['expiresAt']),
    started: local(a['startedAt']),
    remaining: a['remainingSeconds'],
    elapsed: a['elapsedSeconds'],
    expired: a['expired'],
    paused: a['paused'],
    late: a['late'],
    'laps-left': a['lapsLeft'],
  };
}

function pointsFields(a: Map): Fields {
  const list = rows(a, 'rows');
  const lines = (row: Map): Map => Object.fromEntries(rows(row, 'lines').map((line) => [String(line['block']), 0])) as Map;
  return {
    points: { ...by(list, 'car', 'total'), ...by(list, 'driver', 'total') },
    cars: by(list, 'car', 'total'),
    lines: Object.fromEntries(
      list.flatMap((row) => [row['driver'], row['car']].map((who) => [String(who), sumsInto(lines(row), rows(row, 'lines'))])),
    ),
    attempted: { ...by(list, 'car', 'attempted'), ...by(list, 'driver', 'attempted') },
    held: column(rows(a, 'held'), 'race'),
    'not-held': column(rows(a, 'held'), 'race'),
  };
}

function sumsInto(start: Map, lines: Rows): Map {
  const total: Record<string, number> = Object.fromEntries(Object.keys(start).map((name) => [name, 0]));
  for (const line of lines) total[String(line['block'])] = (total[String(line['block'])] ?? 0) + Number(line['points']);
  return total;
}

function standingsFields(a: Map): Fields {
  const list = rows(a, 'rows');
  return {
    order: column(list, 'driver'),
    totals: by(list, 'driver', 'total'),
    places: by(list, 'driver', 'place'),
    gross: by(list, 'driver', 'gross'),
    net: by(list, 'driver', 'net'),
    dropped: Object.fromEntries(list.map((row) => [String(row['driver']), column(rows(row, 'dropped'), 'points')])),
    bonuses: Object.fromEntries(
      list.map((row) => [String(row['driver']), rows(row, 'bonuses').reduce((sum, bonus) => sum + Number(bonus['points']), 0)]),
    ),
    eligible: by(list, 'driver', 'eligible'),
    'buy-in': by(list, 'driver', 'buyInCents'),
    tied: by(list, 'driver', 'tied'),
    cars: by(list, 'driver', 'cars'),
    published: column(list.slice(0, Number(a['published'])), 'driver'),
  };
}

function grouped(awards: Rows): Map {
  const winners: Record<string, unknown[]> = {};
  for (const award of awards) (winners[String(award['award'])] ??= []).push(award['driver']);
  return winners;
}
