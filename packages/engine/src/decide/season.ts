import { dayOf, isDay, meetingOf, meetings } from '../context.ts';
import { entries } from '../entry/entries.ts';
import { didYouMean } from '../nearest.ts';
import { hasRaced } from '../points/rain.ts';
import { refuse } from '../refusal.ts';
import { kindOf, kindOfValue } from '../value-kinds.ts';
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
  readonly classes?: readonly string[];
}

function announce(deciding: Deciding, fact: 'meeting-scheduled' | 'meeting-opened', command: Announcement) {
  const { context } = deciding;
  if (command.meeting === undefined) return refuse('field-missing', 'say which meeting', { field: 'meeting' });
  const known = meetings(context).find((each) => each.id === command.meeting);
  if (fact === 'meeting-opened' && known?.opened)
    return refuse('meeting-open', `the meeting ${known.id} is open already`, { field: 'meeting' });
  if (fact === 'meeting-opened' && known?.cancelled)
    return refuse('meeting-cancelled', `the meeting ${known.id} is cancelled: ${known.cancelled.why}; schedule it again first`, {
      facts: [known.cancelled.fact],
      field: 'meeting',
    });
  const date =
    command.date ??
    known?.date ??
    (isDay(command.meeting.slice(0, 10)) ? command.meeting.slice(0, 10) : dayOf(context.book, deciding.command.at));
  if (!isDay(date)) return refuse('bad-date', `${date} is not a date, as 2026-05-02`, { field: 'date' });
  inItsSeason(deciding, date);
  for (const id of command.classes ?? []) classFor(context, id, 'classes');
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
    ...(command.classes !== undefined ? { classes: command.classes } : {}),
  };
  return [factOf(deciding, fact, body, { meeting: command.meeting, season, passes })];
}

/** A meeting that is announced for a season is on a day of it; of a season without an end, or not opened, any day will do. */
function inItsSeason(deciding: Deciding, date: string): void {
  const { season } = deciding.command;
  const days = season === undefined ? undefined : deciding.context.state.seasons.get(season)?.of('season-opened').at(-1)?.body;
  if (!days || (days.starts <= date && (days.ends === undefined || date <= days.ends))) return;
  const until = days.ends === undefined ? '' : ` until ${days.ends}`;
  refuse('bad-date', `${date} is not in the season ${season}, which goes from ${days.starts}${until}`, { field: 'date' });
}

/** A meeting at which something was raced is not cancelled: the rulebook says what a night that was called off is worth. */
export const cancelMeeting: Handler<'cancel-meeting'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  const known = meetingOf(context, meeting);
  if (command.why.trim() === '')
    return refuse('field-missing', 'say why it is cancelled: everybody who wanted to come reads it', { field: 'why' });
  if (known.cancelled)
    return refuse('meeting-cancelled', `the meeting ${meeting} is cancelled already: ${known.cancelled.why}`, {
      facts: [known.cancelled.fact],
      field: 'meeting',
    });
  if (known.closed) return refuse('meeting-closed', `the meeting ${meeting} is over`, { field: 'meeting' });
  if (hasRaced(context, meeting))
    return refuse('already-raced', `${meeting} was raced: close it, or call it off as the rulebook says`, { field: 'meeting' });
  return [
    factOf(deciding, 'meeting-cancelled', { why: command.why }, { meeting, passes: passGates(deciding, ['cancel-meeting'], { meeting }) }),
  ];
};

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

/** A value stays of the kind it is in the rulebook: a number where a number is written, a list where a list is. */
function fitsValue(deciding: Deciding<'set-value'>): void {
  const { command, context } = deciding;
  const rule = context.book.values.get(command.value);
  if (!rule) return;
  const { kind, whole } = kindOfValue(context, rule);
  if (kind === 'number' && whole && typeof command.to === 'number' && !Number.isSafeInteger(command.to))
    refuse('wrong-type', `${rule.says}: this is a whole number, not ${command.to}`, { clauses: rule.clauses, field: 'to' });
  if (kind !== undefined && kindOf(command.to) !== kind)
    refuse('wrong-type', `${rule.says}: this is ${wantedText(kind, rule.unit)}, not ${JSON.stringify(command.to)}`, {
      clauses: rule.clauses,
      field: 'to',
    });
}

/** What fits a value, in words. */
function wantedText(kind: string, unit: string | undefined): string {
  if (kind === 'number')
    return unit === 'cents' ? 'an amount of money, as $25.00' : unit === undefined ? 'a number' : `a number of ${unit}`;
  if (kind === 'boolean') return 'yes or no';
  return kind === 'text' ? 'a word' : `a ${kind}`;
}

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
