import type { PassingVerdict } from '../answers.ts';
import { because } from '../because.ts';
import { type Context, meetingOf } from '../context.ts';
import { isIn, sharedTransponders, windowOf } from '../control/crossings.ts';
import { gapsOf, type NumberGap } from '../control/gaps.ts';
import { type MissedRead, missedReadsOf, type SplitChange, splitChange } from '../control/missed-reads.ts';
import { raceRun } from '../control/race-run.ts';
import { silentCars } from '../control/silent.ts';
import { classesIn, entryOf } from '../entry/entries.ts';
import { plannedRace } from '../lineup/plan.ts';
import { result } from '../points/result.ts';
import { instantWriter } from './instants.ts';

/** Passings of no race. */
type Stray = 'no-race' | 'other-line';

/** What each passing counts for, as people read it. */
const SAYS: Readonly<Record<PassingVerdict['counts'] | Stray, string>> = {
  lap: 'a lap',
  begins: 'begins a lap after the green',
  'read-twice': 'read twice',
  'before-green': 'before the green',
  'under-caution': 'under caution',
  'after-finish': 'after its finish',
  'unknown-transponder': 'nobody has this transponder',
  'not-in-race': 'not in this race',
  'out-of-race': 'out of the race',
  'no-race': 'while no race was on',
  'other-line': 'at another timing line',
};

/**
 * The passings of a race and what each counts for, with reads that seem to be missing; without a race, those while none was on.
 *
 * @param since leaves out the passings up to this fact, for who has them already; what is counted and offered is of all
 */
export function passingsView(context: Context, meeting: string, raceId: string | undefined, since = 0) {
  const write = instantWriter();
  if (raceId === undefined) return strayPassings(context, meeting, since);
  const race = plannedRace(context, meeting, raceId);
  const verdicts = raceRun(context, meeting, race.id).passings ?? [];
  const missed = missedReadsOf(context, meeting, race.id).map((each) =>
    missedRow(each, splitChange(context, meeting, race.id, each), write),
  );
  return {
    race: race.id,
    passings: verdicts.filter((each) => each.fact > since).map((each) => row(each, write)),
    counts: counted(verdicts.map((each) => each.counts)),
    unknown: [...new Set(verdicts.flatMap((each) => (each.counts === 'unknown-transponder' ? (each.transponder ?? []) : [])))],
    missed,
    silent: silentCars(context, meeting, race.id).map((each) => silentRow(each, write)),
    gaps: gapsDuring(context, meeting, race.id).map((each) => gapRow(each, write)),
    stands: standing(context, meeting, race.id),
    shared: sharedTransponders(context, meeting).filter((each) => classesIn(race.class).includes(each.class)),
    because: because(`the passings of ${race.name}`, { facts: verdicts.map((each) => each.fact) }),
  };
}

function strayPassings(context: Context, meeting: string, since: number) {
  const write = instantWriter();
  const { passings, races } = meetingOf(context, meeting).facts;
  const windows = [...races.keys()].map((race) => ({ race, window: windowOf(context, meeting, race) }));
  const stray = passings
    .of('passing-read')
    .filter((fact) => !windows.some(({ race, window }) => isIn(fact, race, window)))
    .map((fact) => ({
      ...fact.body,
      fact: fact.seq,
      counts: fact.body.loop === undefined ? ('no-race' as const) : ('other-line' as const),
    }));
  return {
    passings: stray
      .filter((each) => each.fact > since)
      .map(({ fact, timeUs, counts, car, carHeard, transponder = carHeard === undefined ? undefined : `#${carHeard}` }) =>
        row({ fact, timeUs, counts, ...(car === undefined ? {} : { car }), ...(transponder === undefined ? {} : { transponder }) }, write),
      ),
    counts: counted(stray.map((each) => each.counts)),
    unknown: [],
    missed: [],
    silent: [],
    gaps: gapsOf(context, meeting).map((each) => gapRow(each, write)),
    stands: standing(context, meeting, undefined),
    shared: sharedTransponders(context, meeting),
    because: because('passings while no race was on, and at other timing lines', { facts: stray.map((each) => each.fact) }),
  };
}

type Write = (us: number) => string;

function row(verdict: Omit<PassingVerdict, 'counts'> & { readonly counts: PassingVerdict['counts'] | Stray }, write: Write) {
  return { ...verdict, at: write(verdict.timeUs), says: verdict.lap === undefined ? SAYS[verdict.counts] : `lap ${verdict.lap}` };
}

/** A read that seems to be missing, and what entering it would change. */
function missedRow(missed: MissedRead, change: SplitChange, write: Write) {
  const { car, lap, count, atUs } = missed;
  const [laps, place] = [change.laps, change.place].map(([is, would]) => (is === would ? `${is} as now` : `${would} instead of ${is}`));
  return {
    ...missed,
    ...change,
    at: atUs.map(write),
    says: `car ${car}: lap ${lap} took ${count + 1} times as long as its others; ${count === 1 ? 'a read seems' : `${count} reads seem`} to be missing`,
    entered: `laps: ${laps ?? ''}, place: ${place ?? ''}`,
  };
}

function silentRow({ car, transponder, sinceUs, laps }: ReturnType<typeof silentCars>[number], write: Write) {
  return {
    car,
    transponder,
    laps,
    since: write(sinceUs),
    says: `car ${car} is not read since ${laps} laps and the others are: is transponder ${transponder} dead? Score it by hand, or let it stand`,
  };
}

/** Gaps of any decoder that may hide passings of a race: those that begin or end while it had the track, or span it. */
function gapsDuring(context: Context, meeting: string, race: string): readonly NumberGap[] {
  const window = windowOf(context, meeting, race);
  const ended = (raceRun(context, meeting, race).moments['ended'] ?? Number.POSITIVE_INFINITY) * 1000;
  return gapsOf(context, meeting).filter(({ beforeUs, afterUs }) =>
    window.some((each) => beforeUs < Math.min(each.untilUs, ended) && afterUs > each.fromUs),
  );
}

function gapRow(gap: NumberGap, write: Write) {
  const { decoder, epoch, from, until, beforeUs, afterUs } = gap;
  const which = from === until ? `passing ${from} is` : `passings ${from} to ${until} are`;
  return {
    decoder,
    epoch,
    from,
    until,
    between: [write(beforeUs), write(afterUs)],
    says: `${which} missing from ${decoder}: read again, enter by hand, or let it stand`,
  };
}

/** What officials let stand, of a race or of no race. */
function standing(context: Context, meeting: string, race: string | undefined) {
  const { facts, races } = meetingOf(context, meeting).facts;
  const own = race === undefined ? facts : races.get(race)?.facts;
  return (own?.of('reading-let-stand') ?? []).map((fact) => ({ fact: fact.seq, by: fact.by, ...fact.body }));
}

function counted(all: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(all, (each) => each)].map(([what, list]) => [what, list.length]));
}

/** Laps of every car in a race: each lap time, best and last, gap and interval; times in microseconds. */
export function lapsView(context: Context, meeting: string, raceId: string) {
  const write = instantWriter();
  const race = plannedRace(context, meeting, raceId);
  const run = raceRun(context, meeting, race.id);
  const byCar = Map.groupBy(
    (run.passings ?? []).filter((each) => each.counts === 'lap'),
    (each) => each.car ?? '',
  );
  const driverOf = (car: string): string =>
    classesIn(race.class)
      .map((id) => entryOf(context, meeting, id, car)?.driver)
      .find((each) => each !== undefined) ?? '';
  const cars = [...run.order, ...run.out.map((each) => each.car)];
  const rows = cars.map((car, index) => {
    const timing = run.timing?.[car];
    const ahead = index === 0 ? undefined : run.timing?.[cars[index - 1] ?? ''];
    const interval = timing?.gapUs !== undefined && ahead?.gapUs !== undefined ? timing.gapUs - ahead.gapUs : undefined;
    const laps = (byCar.get(car) ?? []).map((each) => ({
      lap: each.lap ?? 0,
      at: write(each.timeUs),
      ...(each.lapUs === undefined ? {} : { us: each.lapUs }),
    }));
    return {
      car,
      driver: driverOf(car),
      place: run.order.includes(car) ? index + 1 : 0,
      laps: run.lapsDone[car] ?? 0,
      lapsDown: run.lapsDown[car] ?? 0,
      ...timing,
      ...(interval === undefined ? {} : { intervalUs: interval }),
      lapTimes: laps,
      because: because(`laps of car ${car}`, { facts: (byCar.get(car) ?? []).map((each) => each.fact) }),
    };
  });
  const fastest = rows.reduce<(typeof rows)[number] | undefined>(
    (best, each) => (each.bestUs !== undefined && each.bestUs < (best?.bestUs ?? Number.POSITIVE_INFINITY) ? each : best),
    undefined,
  );
  return {
    race: race.id,
    rows,
    ...(fastest ? { fastest: { car: fastest.car, us: fastest.bestUs } } : {}),
    because: because(`laps of ${race.name}`, { from: rows.map((each) => each.because) }),
  };
}

interface SheetDifference {
  readonly car: string;
  readonly sheet: string;
  readonly scored: string;
}

/** Sheets kept by hand beside what was scored, each difference named. */
export function sheetsView(context: Context, meeting: string, raceId: string) {
  const race = plannedRace(context, meeting, raceId);
  const facts = meetingOf(context, meeting).facts.races.get(race.id)?.facts.of('sheet-kept') ?? [];
  const sheets = facts.map((fact) => {
    const { scorer, lap, order, laps } = fact.body;
    const scored = lap === undefined ? finishOf(context, meeting, race.id) : lapOf(context, meeting, race.id, lap);
    const differences = [...placesApart(order, scored.order), ...lapsApart(laps, scored.laps)];
    return {
      fact: fact.seq,
      scorer,
      ...(lap === undefined ? {} : { lap }),
      order,
      scored: scored.order,
      differences,
      agrees: differences.length === 0,
      because: because(
        `${scorer}'s sheet ${lap === undefined ? 'of the finish' : `of lap ${lap}`} ${differences.length === 0 ? 'agrees' : `differs in ${differences.length}`}`,
        {
          facts: [fact.seq],
        },
      ),
    };
  });
  return {
    race: race.id,
    sheets,
    agree: sheets.every((each) => each.agrees),
    because: because(`sheets of ${race.name}`, { from: sheets.map((each) => each.because) }),
  };
}

interface Scored {
  readonly order: readonly string[];
  readonly laps: Readonly<Record<string, number>>;
}

function finishOf(context: Context, meeting: string, race: string): Scored {
  const standing = result(context, meeting, race);
  const run = raceRun(context, meeting, race);
  const order = standing.rows.length > 0 ? standing.rows.map((each) => each.car) : run.order;
  return { order, laps: run.lapsDone };
}

function lapOf(context: Context, meeting: string, race: string, lap: number): Scored {
  const run = raceRun(context, meeting, race);
  const crossed = (run.passings ?? []).filter((each) => each.counts === 'lap' && each.lap === lap).flatMap((each) => each.car ?? []);
  const byHand = meetingOf(context, meeting)
    .facts.races.get(race)
    ?.facts.of('lap-scored')
    .find((fact) => fact.body.lap === lap);
  return { order: byHand?.body.order ?? crossed, laps: {} };
}

function placesApart(sheet: readonly string[], scored: readonly string[]): readonly SheetDifference[] {
  const place = (order: readonly string[], car: string): string => (order.includes(car) ? `place ${order.indexOf(car) + 1}` : 'not there');
  return [...new Set([...sheet, ...scored])]
    .filter((car) => sheet.indexOf(car) !== scored.indexOf(car))
    .map((car) => ({ car, sheet: place(sheet, car), scored: place(scored, car) }));
}

function lapsApart(sheet: Readonly<Record<string, number>>, scored: Readonly<Record<string, number>>): readonly SheetDifference[] {
  return Object.entries(sheet)
    .filter(([car, laps]) => laps !== (scored[car] ?? 0))
    .map(([car, laps]) => ({ car, sheet: `${laps} laps`, scored: `${scored[car] ?? 0} laps` }));
}
