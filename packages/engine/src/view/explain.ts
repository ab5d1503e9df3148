import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, meetings } from '../context.ts';
import { clock } from '../control/clocks.ts';
import { raceRun } from '../control/race-run.ts';
import { classesIn, entryOf } from '../entry/entries.ts';
import { ordinal } from '../in-words.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRace } from '../lineup/plan.ts';
import { feesOf } from '../money/fees.ts';
import { didYouMean } from '../nearest.ts';
import { meetingPoints } from '../points/meeting-points.ts';
import { overall } from '../points/overall.ts';
import { result } from '../points/result.ts';
import { standings } from '../points/standings.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { cases } from '../stewards/cases.ts';
import { type About, absent, type Asked, meetingOfPath, need } from './asked.ts';
import { MONEY_EXPLAINED } from './explain-money.ts';
import { factReason } from './fact-reason.ts';
import { valueNow } from './small.ts';

/** What can be explained, and how the path is written. `[…]` may be left out. */
export const EXPLAINED: Readonly<
  Record<string, { readonly path: string; readonly says: string; readonly explain: (asked: Asked) => Because }>
> = {
  'line-up': { path: 'line-up CLASS/RACE [SLOT | car CAR]', says: 'a line-up or one slot of it', explain: slotReason },
  race: { path: 'race CLASS/RACE [CAR]', says: 'the running order, or what happened to a car', explain: runReason },
  result: { path: 'result CLASS/RACE [CAR]', says: 'a result or a place in it', explain: resultReason },
  points: { path: 'points CLASS [CAR or DRIVER]', says: 'points of the meeting', explain: pointsReason },
  overall: { path: 'overall CLASS [CAR or DRIVER]', says: 'a class over all races of the meeting', explain: overallReason },
  standings: { path: 'standings [CLASS] [DRIVER]', says: 'a table or a row of it', explain: standingsReason },
  clock: { path: 'clock CLOCK [CLASS/RACE] [CAR]', says: 'when a clock ends', explain: clockReason },
  fees: { path: 'fees [PERSON]', says: 'what somebody owes', explain: feesReason },
  ...MONEY_EXPLAINED,
  value: { path: 'value NAME [CLASS or CLASS/RACE]', says: 'a value of the rulebook', explain: valueReason },
  case: { path: 'case ID', says: 'how a case stands', explain: caseReason },
  entry: { path: 'entry CLASS CAR', says: 'an entry', explain: entryReason },
  fact: {
    path: 'fact NUMBER',
    says: 'what a fact is and what became of it',
    explain: ({ context, words }) => factReason(context, Number(need(words, 0, 'a number'))),
  },
};

/** Explains one answer by its path, as `line-up jr-honda/heat-1 4` or `standings sr-honda Kim Doe`. */
export function explanation(outer: Context, path: string, about: About): Because {
  const [sort = '', ...words] = path.trim().split(/\s+/);
  const asked =
    (Object.hasOwn(EXPLAINED, sort) ? EXPLAINED[sort] : undefined) ??
    refuse('unknown-path', `nothing is explained as "${sort}"${didYouMean(sort, Object.keys(EXPLAINED))}`, { field: 'path' });
  const meeting = about.meeting ?? meetings(outer).findLast((each) => each.opened)?.id;
  const context = meeting === undefined ? outer : contextOfMeeting(outer, meeting);
  const season = about.season ?? (meeting === undefined ? undefined : meetings(context).find((each) => each.id === meeting)?.season);
  return asked.explain({
    context,
    words,
    about: { at: about.at, ...(meeting !== undefined ? { meeting } : {}), ...(season !== undefined ? { season } : {}) },
  });
}

/** The reason of a refusal, with what it was made from. */
export function refusalReason(refusal: Refusal): Because {
  return because(refusal.says, { clauses: refusal.clauses, facts: refusal.facts, from: refusal.because ? [refusal.because] : [] });
}

function overallReason({ context, words, about }: Asked): Because {
  const [classId = need(words, 0, 'a class'), ...rest] = words;
  const whole = overall(context, meetingOfPath(about), classId);
  const who = rest.filter((word) => word !== 'car').join(' ');
  if (who === '') return whole.because;
  const row = whole.rows.find((each) => each.car === who || each.driver === who);
  return (
    row?.because ??
    absent(
      who,
      `the overall of ${classId}`,
      whole.rows.map((each) => each.car),
    )
  );
}

function slotReason({ context, words, about }: Asked): Because {
  const lined = lineUp(context, meetingOfPath(about), need(words, 0, 'a race'));
  const [, which, car] = words;
  if (which === undefined) return lined.because;
  const slot =
    which === 'car'
      ? lined.slots.find((each) => each.car === car)
      : (lined.slots.find((each) => String(each.slot) === which) ?? lined.slots.find((each) => each.car === which));
  const alternate = lined.alternates.find((each) => each.car === (car ?? which));
  return (
    slot?.because ??
    alternate?.because ??
    absent(
      which === 'car' ? `car ${car ?? ''}` : `slot ${which}`,
      `the line-up of ${lined.race}`,
      lined.slots.map((each) => each.car),
    )
  );
}

function runReason({ context, words, about }: Asked): Because {
  const run = raceRun(context, meetingOfPath(about), need(words, 0, 'a race'));
  const [, car] = words;
  if (car === undefined) return run.because;
  const known = [...run.order, ...run.out.map((each) => each.car)];
  if (!known.includes(car)) return absent(`car ${car}`, run.race, known);
  const place = run.order.indexOf(car);
  return because(place < 0 ? `car ${car} is out` : `car ${car} runs ${place + 1}.`, {
    from: [...(run.carReasons[car] ?? []), run.because],
  });
}

function resultReason({ context, words, about }: Asked): Because {
  const standing = result(context, meetingOfPath(about), need(words, 0, 'a race'));
  const [, car] = words;
  if (car === undefined) return standing.because;
  const row =
    standing.rows.find((each) => each.car === car) ??
    absent(
      `car ${car}`,
      `the result of ${standing.race}`,
      standing.rows.map((each) => each.car),
    );
  return because(
    row.place > 0 ? `car ${car} is ${ordinal(row.place)} in ${standing.race}` : `car ${car} has no place in ${standing.race}`,
    {
      from: [row.because, ...standing.holds],
      facts: standing.because.facts,
    },
  );
}

function pointsReason({ context, words, about }: Asked): Because {
  const meeting = meetingOfPath(about);
  const classId = need(words, 0, 'a class');
  const rows = meetingPoints(context, meeting, classId);
  const who = words.slice(1).join(' ');
  if (who === '') return because(`points of ${classId} at ${meeting}`, { from: rows.map((row) => row.because) });
  const row = rows.find((each) => each.car === who) ?? rows.find((each) => each.driver === who);
  return (
    row?.because ??
    absent(
      who,
      `the points of ${classId}`,
      rows.map((each) => each.car),
    )
  );
}

function standingsReason({ context, words, about }: Asked): Because {
  const isClass = words[0] !== undefined && context.book.classes.some((each) => each.id === words[0]);
  const table = standings(context, about.season, isClass ? { class: words[0] as string } : {});
  const who = words.slice(isClass ? 1 : 0).join(' ');
  if (who === '') return table.because;
  return (
    table.rows.find((row) => row.driver === who)?.because ??
    absent(
      who,
      'the standings',
      table.rows.map((row) => row.driver),
    )
  );
}

function clockReason({ context, words, about }: Asked): Because {
  const meeting = meetingOfPath(about);
  const [, second, third] = words;
  const race = second?.includes('/') ? plannedRace(context, meeting, second) : undefined;
  const car = race ? third : second;
  const where = {
    meeting,
    ...(race ? { race: race.id, class: classesIn(race.class)[0] ?? race.class, round: race.round } : {}),
    ...(car !== undefined ? { car } : {}),
  };
  return clock(context, where, need(words, 0, 'a clock'), about.at).because;
}

function feesReason({ context, words, about }: Asked): Because {
  const person = words.join(' ');
  return feesOf(context, meetingOfPath(about), person === '' ? {} : { person }).because;
}

function valueReason({ context, words, about }: Asked): Because {
  const [name, place] = words;
  const race = place?.includes('/') && about.meeting !== undefined ? plannedRace(context, about.meeting, place) : undefined;
  const classId = race ? (classesIn(race.class)[0] ?? race.class) : place;
  const where = {
    ...(about.season !== undefined ? { season: about.season } : {}),
    ...(about.meeting !== undefined ? { meeting: about.meeting } : {}),
    ...(classId !== undefined ? { class: classId } : {}),
    ...(race ? { race: race.id, round: race.round } : {}),
  };
  return valueNow(context, name ?? need(words, 0, 'a value'), where).because;
}

function caseReason({ context, words }: Asked): Because {
  const id = need(words, 0, 'the id of a case');
  const all = cases(context);
  return (
    all.find((each) => each.id === id)?.because ??
    absent(
      `case ${id}`,
      'the cases',
      all.map((each) => each.id),
    )
  );
}

function entryReason({ context, words, about }: Asked): Because {
  const [classId, car] = [need(words, 0, 'a class'), need(words, 1, 'a car')];
  const entry = entryOf(context, meetingOfPath(about), classId, car);
  if (!entry) return absent(`car ${car}`, classId, []);
  return because(`car ${car} of ${entry.driver}${entry.withdrawn ? ' was withdrawn' : ' is signed in'}`, {
    facts: entry.facts,
    from: entry.facts.map((seq) => factReason(context, seq)),
  });
}
