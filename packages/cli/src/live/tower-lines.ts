import type { Change, PassingVerdict, RaceRun } from '@racetower/engine';
import type { Tower } from '../day/tower.ts';
import { isMap } from '@racetower/rulebook';
import { paint } from '../output.ts';
import type { Live } from './play-live.ts';

/** A read that seems to be missing, as the view of passings offers it. */
export interface SeemsMissed {
  readonly car: string;
  readonly lap: number;
  readonly atUs: readonly number[];
  readonly says: string;
}

/** What the two first are apart when a camera is needed. */
const PHOTO_US = 50_000;

/** Microseconds as `0.004`, or `1:02.345` from a minute on. */
export function secondsText(us: number): string {
  const [minutes, seconds] = [Math.floor(us / 60_000_000), (us % 60_000_000) / 1_000_000];
  return minutes === 0 ? seconds.toFixed(3) : `${minutes}:${seconds.toFixed(3).padStart(6, '0')}`;
}

const FLAG_COLOURS: Readonly<Record<string, 'green' | 'yellow' | 'red'>> = { green: 'green', yellow: 'yellow', red: 'red' };

export function flagLine(tower: Tower, flag: string, run: RaceRun): string {
  const lap = run.lap === 0 ? '' : `, the order of lap ${run.lap}`;
  const then = flag === 'yellow' || flag === 'red' ? `${lap || ', the order of the line-up'}: ${run.order.join(' ')}` : '';
  return `${tower.clock}  ${paint(FLAG_COLOURS[flag] ?? 'bold', flag.toUpperCase())}${then}`;
}

/** The running order of a lap: the leader, the gaps behind, who is laps down. */
export function lapLine(tower: Tower, run: RaceRun): string {
  const shown = run.order.map((car, index) => {
    const down = run.lapsDown[car] ?? 0;
    const gapUs = run.timing?.[car]?.gapUs;
    if (index === 0) return paint('bold', car);
    if (down > 0) return `${car} ${down === 1 ? '1 lap' : `${down} laps`}`;
    return gapUs === undefined ? car : `${car} +${secondsText(gapUs)}`;
  });
  return `${tower.clock}  lap ${String(run.lap).padStart(2)}  ${shown.join('  ')}`;
}

const NO_LAP: Readonly<Record<string, string>> = {
  'read-twice': 'read twice, one lap',
  'before-green': 'before the green, no lap',
  'after-finish': 'after its finish, no lap',
  'unknown-transponder': 'nobody has this transponder',
  'not-in-race': 'not in this race',
  'out-of-race': 'out of the race',
};

/** A passing that is no lap. */
export function passingLine(tower: Tower, verdict: PassingVerdict): string {
  const who = verdict.car === undefined ? `transponder ${verdict.transponder ?? '?'}` : `car ${verdict.car}`;
  return `${tower.clock}  ${who}: ${NO_LAP[verdict.counts] ?? verdict.counts}`;
}

/** Reads that seem to be missing, each once, with what entering them would change. */
export function missedLines({ tower, story, told }: Live): readonly string[] {
  const { missed } = tower.ask<{ readonly missed: readonly SeemsMissed[] }>('passings', { race: story.race });
  return missed.flatMap((each) => {
    const key = `${each.car} ${each.lap} ${each.atUs.join()}`;
    if (told.missed.has(key)) return [];
    told.missed.add(key);
    const [us] = each.atUs;
    const changes = us === undefined ? [] : tower.preview({ do: 'pass', by: 'scorer', race: story.race, car: each.car, 'time-us': us });
    return [`offered: ${each.says}; entered, it would change:`, ...changeLines(changes, story.race).map((line) => `  ${line}`)];
  });
}

/** What would be otherwise in a race, part by part. */
export function changeLines(changes: readonly Change[], race: string): readonly string[] {
  const lines = changes
    .filter((change) => change.what.includes(race))
    .flatMap(({ what, before, after }) =>
      isMap(before) && isMap(after)
        ? Object.keys(after)
            .filter((part) => brief(before[part]) !== brief(after[part]))
            .map((part) => `${part}: ${brief(before[part])} → ${brief(after[part])}`)
        : [`${what}: ${brief(before)} → ${brief(after)}`],
    );
  return lines.length === 0 ? ['nothing'] : lines;
}

function brief(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(brief).join(' ');
  if (!isMap(value)) return String(value);
  return Object.entries(value)
    .filter(([, each]) => !isMap(each) || Object.keys(each).length > 0)
    .map(([name, each]) => `${name} ${brief(each)}`)
    .join(', ');
}

interface RestartSheet {
  readonly lap: number;
  readonly abreast: number;
  readonly slots: readonly { readonly car: string; readonly row: number; readonly lapped: boolean }[];
  readonly callOuts: readonly { readonly says: string }[];
}

/** The sheet for the restart: rows, who has to move, what is counted against whom. */
export function restartLines(tower: Tower, race: string, run: RaceRun): readonly string[] {
  const sheet = tower.ask<RestartSheet>('restart', { race });
  const rows = [...Map.groupBy(sheet.slots, (slot) => slot.row).values()].map((row) =>
    row.map((slot) => `${slot.car}${slot.lapped ? ' (lapped)' : ''}`).join('-'),
  );
  const counts = Object.entries(run.counts).flatMap(([ladder, cars]) =>
    Object.entries(cars).map(([car, count]) => `car ${car} has ${count} ${ladder}${count === 1 ? '' : 's'}`),
  );
  return [
    `restart from lap ${sheet.lap}, ${sheet.abreast === 1 ? 'single file' : `${sheet.abreast} abreast`}: ${rows.join('  ')}`,
    ...(sheet.callOuts.length === 0 ? [] : [`call out: ${sheet.callOuts.map((each) => each.says).join(', ')}`]),
    ...(counts.length === 0 ? [] : [counts.join(', ')]),
  ];
}

interface Laps {
  readonly rows: readonly {
    readonly car: string;
    readonly laps: number;
    readonly bestUs?: number;
    readonly lastUs?: number;
    readonly led?: number;
  }[];
}

export function lapsLines(tower: Tower, race: string): readonly string[] {
  return tower.ask<Laps>('laps', { race }).rows.map(({ car, laps, bestUs, lastUs, led = 0 }) => {
    const times = [bestUs === undefined ? '' : `best ${secondsText(bestUs)}`, lastUs === undefined ? '' : `last ${secondsText(lastUs)}`];
    return [`car ${car.padEnd(3)} ${String(laps).padStart(2)} laps`, ...times, led === 0 ? '' : `led ${led}`]
      .filter((part) => part !== '')
      .join('  ');
  });
}

export function passingsLines(tower: Tower, race: string): readonly string[] {
  const { counts } = tower.ask<{ readonly counts: Readonly<Record<string, number>> }>('passings', { race });
  return [
    Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(', '),
  ];
}

/** Says who won by how little; nothing when the eye could see it. */
export function photoFinishLine(run: RaceRun): string | undefined {
  const [first, second] = run.order;
  const gapUs = second === undefined ? undefined : run.timing?.[second]?.gapUs;
  if (first === undefined || gapUs === undefined || gapUs > PHOTO_US) return undefined;
  return `photo finish: car ${first} before car ${second} by ${secondsText(gapUs)} s`;
}
