import { dayOf, isDay, meetings } from '../context.ts';
import { entries } from '../entry/entries.ts';
import { didYouMean } from '../nearest.ts';
import { refuse } from '../refusal.ts';
import { evaluate, scopeFor } from '../scope.ts';
import { classFor, type Deciding, factOf, type Handler, knownCars, meetingFor, passGates, raceFor } from './deciding.ts';

export const openSeason: Handler<'open-season'> = (deciding) => {
  const { command, context } = deciding;
  if (command.season === undefined) return refuse('field-missing', 'say which season', { field: 'season' });
  for (const field of ['starts', 'ends'] as const) {
    const day = command[field];
    if (day !== undefined && !isDay(day)) return refuse('bad-date', `${day} is not a date, as 2026-05-02`, { field });
  }
  if (command.ends !== undefined && command.ends < command.starts)
    return refuse('bad-date', `the season ends on ${command.ends}, before it starts on ${command.starts}`, { field: 'ends' });
  if (context.state.seasons.get(command.season)?.of('season-opened').length)
    return refuse('season-open', `the season ${command.season} is open already`, { field: 'season' });
  return [
    factOf(
      deciding,
      'season-opened',
      { starts: command.starts, ...(command.ends !== undefined ? { ends: command.ends } : {}) },
      { season: command.season },
    ),
  ];
};

/** The season that a day falls in, among those that are open. */
function seasonOn(deciding: Deciding, date: string): string | undefined {
  const open = [...deciding.context.state.seasons].flatMap(([id, facts]) =>
    facts.of('season-opened').map((fact) => ({ id, ...fact.body })),
  );
  return open.findLast((season) => season.starts <= date && (season.ends === undefined || date <= season.ends))?.id;
}

export const scheduleMeeting: Handler<'schedule-meeting'> = (deciding) => announce(deciding, 'meeting-scheduled', deciding.command);
export const openMeeting: Handler<'open-meeting'> = (deciding) => announce(deciding, 'meeting-opened', deciding.command);

interface Announcement {
  readonly meeting?: string;
  readonly date?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly startsAt?: string;
}

function announce(deciding: Deciding, fact: 'meeting-scheduled' | 'meeting-opened', command: Announcement) {
  const { context } = deciding;
  if (command.meeting === undefined) return refuse('field-missing', 'say which meeting', { field: 'meeting' });
  const known = meetings(context).find((each) => each.id === command.meeting);
  if (fact === 'meeting-opened' && known?.opened)
    return refuse('meeting-open', `the meeting ${known.id} is open already`, { field: 'meeting' });
  const date =
    command.date ??
    known?.date ??
    (isDay(command.meeting.slice(0, 10)) ? command.meeting.slice(0, 10) : dayOf(context.book, deciding.command.at));
  if (!isDay(date)) return refuse('bad-date', `${date} is not a date, as 2026-05-02`, { field: 'date' });
  const kinds = [...context.book.meetingKinds.keys()];
  const kind = command.kind ?? known?.kind ?? kinds[0] ?? 'meeting';
  if (kinds.length > 0 && !kinds.includes(kind))
    return refuse('unknown-kind', `there is no kind of meeting "${kind}"${didYouMean(kind, kinds)}`, { field: 'kind' });
  const season = deciding.command.season ?? known?.season ?? seasonOn(deciding, date) ?? date.slice(0, 4);
  const passes = passGates(deciding, [deciding.command.do], {});
  const body = {
    date,
    kind,
    ...(command.name !== undefined ? { name: command.name } : {}),
    ...(command.startsAt !== undefined ? { startsAt: command.startsAt } : {}),
  };
  return [factOf(deciding, fact, body, { meeting: command.meeting, season, passes })];
}

export const closeMeeting: Handler<'close-meeting'> = (deciding) => {
  const meeting = meetingFor(deciding);
  const before = deciding.context.state.meetings.get(meeting)?.facts.of('meeting-closed').at(-1);
  if (before) return refuse('meeting-closed', `the meeting ${meeting} is closed already`, { facts: [before.seq], field: 'meeting' });
  return [factOf(deciding, 'meeting-closed', {}, { meeting, passes: passGates(deciding, ['close-meeting'], { meeting }) })];
};

export const setValue: Handler<'set-value'> = (deciding) => {
  const { command, context } = deciding;
  if (!context.book.values.has(command.value))
    return refuse('unknown-value', `the rulebook has no value ${command.value}${didYouMean(command.value, context.book.values.keys())}`, {
      field: 'value',
    });
  if (command.class !== undefined) classFor(context, command.class);
  if (command.group !== undefined && !context.book.groups.has(command.group))
    return refuse('unknown-group', `there is no group ${command.group}${didYouMean(command.group, context.book.groups.keys())}`, {
      field: 'group',
    });
  if (command.round !== undefined && !context.book.rounds.some((round) => round.id === command.round))
    return refuse(
      'unknown-round',
      `there is no round ${command.round}${didYouMean(
        command.round,
        context.book.rounds.map((round) => round.id),
      )}`,
      { field: 'round' },
    );
  fitsValue(deciding);
  const of = command.of ?? (command.race !== undefined ? 'race' : command.meeting !== undefined ? 'meeting' : 'season');
  const at =
    of === 'race'
      ? raceFor(deciding)
      : of === 'meeting'
        ? { meeting: meetingFor(deciding) }
        : command.season === undefined
          ? {}
          : { season: command.season };
  const body = {
    value: command.value,
    to: command.to,
    of,
    ...(command.class !== undefined ? { class: command.class } : {}),
    ...(command.group !== undefined ? { group: command.group } : {}),
    ...(command.round !== undefined ? { round: command.round } : {}),
    ...(command.why !== undefined ? { why: command.why } : {}),
  };
  const { meeting, race, season } = at as { readonly meeting?: string; readonly race?: string; readonly season?: string };
  return [
    factOf(deciding, 'value-set', body, {
      ...(meeting !== undefined ? { meeting } : {}),
      ...(race !== undefined ? { race } : {}),
      ...(season !== undefined ? { season } : {}),
      passes: passGates(deciding, ['set-value'], meeting === undefined ? {} : { meeting }),
    }),
  ];
};

const NUMERIC = new Set(['cents', 'seconds', 'minutes', 'laps', 'cars', 'points', 'years', 'days', 'grams']);

/** A value stays of the kind it is in the rulebook: a number where a number is written, a list where a list is. */
function fitsValue(deciding: Deciding<'set-value'>): void {
  const { command, context } = deciding;
  const rule = context.book.values.get(command.value);
  const literal = rule?.value && rule.value.names.length === 0 ? evaluate(scopeFor(context, {}), rule.value).value : undefined;
  const wanted = literal !== undefined && literal !== null ? kindOf(literal) : NUMERIC.has(rule?.unit ?? '') ? 'number' : undefined;
  const isWhole = NUMERIC.has(rule?.unit ?? '') || Number.isInteger(literal);
  if (wanted === 'number' && isWhole && typeof command.to === 'number' && !Number.isSafeInteger(command.to))
    refuse('wrong-type', `${command.value} is a whole number, not ${command.to}`, { clauses: rule?.clauses ?? [], field: 'to' });
  if (wanted !== undefined && kindOf(command.to) !== wanted)
    refuse(
      'wrong-type',
      `${command.value} is a ${wanted}${rule?.unit === undefined ? '' : ` of ${rule.unit}`}, not ${JSON.stringify(command.to)}`,
      { clauses: rule?.clauses ?? [], field: 'to' },
    );
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : value === null ? 'nothing' : typeof value;
}

export const register: Handler<'register'> = (deciding) => {
  const { command } = deciding;
  if (command.person === '') return refuse('field-missing', 'say who is registered', { field: 'person' });
  const born = command.details?.['born'];
  if (born !== undefined && !(typeof born === 'string' && isDay(born)))
    return refuse('bad-date', `born is a date, as 2014-03-09`, { field: 'born' });
  return [
    factOf(
      deciding,
      'person-registered',
      { person: command.person, details: command.details ?? {} },
      { passes: passGates(deciding, ['register'], {}) },
    ),
  ];
};

export const carryPoints: Handler<'carry-points'> = (deciding) => {
  const { command, context } = deciding;
  classFor(context, command.class);
  const meeting = command.meeting === undefined ? undefined : meetingFor(deciding);
  return [factOf(deciding, 'points-carried', { class: command.class, points: command.points }, meeting === undefined ? {} : { meeting })];
};

/** Cars named for a class must be entered in it. */
function entriesOf(deciding: Deciding, meeting: string, classId: string, cars: readonly string[], field: string): void {
  const known = new Set(entries(deciding.context, meeting, classId).map((entry) => entry.car));
  const stranger = cars.find((car) => !known.has(car));
  if (stranger !== undefined) refuse('unknown-car', `car ${stranger} is not signed in to ${classId}${knownCars([...known])}`, { field });
}

export const postOrder: Handler<'post-order'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  const { name, order } = command;
  if (new Set(order).size !== order.length) return refuse('car-twice', 'the order names one twice', { field: 'order' });
  if (name === 'schedule') for (const id of order) classFor(context, id, 'order');
  else if (name !== 'standings') entriesOf(deciding, meeting, classFor(context, command.class), order, 'order');
  return [
    factOf(
      deciding,
      'order-posted',
      { class: command.class ?? '', name, order },
      { meeting, passes: passGates(deciding, ['post-order', `post-order:${name}`], { meeting }) },
    ),
  ];
};

export const postScores: Handler<'post-scores'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  entriesOf(deciding, meeting, classFor(context, command.class), Object.keys(command.scores), 'scores');
  return [factOf(deciding, 'scores-posted', { class: command.class, name: command.name, scores: command.scores }, { meeting })];
};
