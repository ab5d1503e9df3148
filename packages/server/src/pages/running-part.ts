import type { RaceRun } from '@racetower/engine';
import { html } from 'hono/html';
import { driverLink } from './driver-link.ts';
import { type Cell, type Html, note, plate, table } from './layout.ts';
import type { RaceAt } from './line-up-part.ts';
import type { Reading } from './reading.ts';
import { why } from './why-link.ts';
import { counted, hourText, lapText, readable, sentence } from './words.ts';

export interface LapRow {
  readonly car: string;
  readonly driver: string;
  readonly laps: number;
  readonly lapsDown: number;
  readonly bestUs?: number;
  readonly lastUs?: number;
  readonly gapUs?: number;
  readonly intervalUs?: number;
  readonly lapTimes: readonly { readonly lap: number; readonly us?: number }[];
}

export interface LapsSeen {
  readonly rows: readonly LapRow[];
  readonly fastest?: { readonly car: string; readonly us: number };
}

const ON_TRACK: ReadonlySet<string> = new Set(['warm-up', 'starting', 'green', 'yellow', 'red']);
export const isOnTrack = (run: Pick<RaceRun, 'phase'>): boolean => ON_TRACK.has(run.phase);

/** The flag that is out, with its word. */
export const flagPart = (flag: string): Html => html`<span class="flag" data-flag="${flag}">${sentence(readable(flag))}</span>`;

interface ClockSeen {
  readonly expiresAt?: number;
  readonly remainingSeconds?: number;
  readonly lapsLeft?: number;
  readonly paused: boolean;
  readonly expired: boolean;
}

/** The clocks that run for a race: when they end, and without a script too. */
export function clocksPart(reading: Reading, { meeting, race }: RaceAt): Html {
  const shown = [...reading.book.clocks.values()].flatMap((rule) => {
    const asked = reading.ask<ClockSeen>('clock', { meeting, race, clock: rule.id });
    if (!asked.ok || asked.answer.expired) return [];
    return [
      html`<li>
        ${why(reading, { of: 'clock', meeting, race, clock: rule.id }, sentence(rule.says), 'why')} ${clockText(reading, asked.answer)}
      </li>`,
    ];
  });
  return shown.length === 0
    ? html``
    : html`<ul class="clocks" aria-label="Clocks">
        ${shown}
      </ul>`;
}

function clockText(reading: Reading, { expiresAt, lapsLeft, paused }: ClockSeen): Html {
  if (paused) return html`<strong>stands still</strong>`;
  if (lapsLeft !== undefined) return html`<strong>${counted(lapsLeft, 'lap')} left</strong>`;
  if (expiresAt === undefined) return html``;
  return html`<strong
    ><time class="ends" datetime="${new Date(expiresAt).toISOString()}">ends ${hourText(expiresAt, reading.zone)}</time></strong
  >`;
}

/** Flag, laps and clocks of a race on the track, and the order with gaps. */
export function runningPart(reading: Reading, run: RaceRun, laps: LapsSeen | undefined, at: RaceAt & { readonly of?: number }): Html {
  return html`<div class="now">
      <p class="flags">
        ${flagPart(run.flag)}
        <span class="lap">${of(run.lap, at.of)}</span
        >${run.cautions > 0 ? html` <span class="lap">${counted(run.cautions, 'caution')}</span>` : ''}
      </p>
      ${clocksPart(reading, at)}
    </div>
    ${orderTable(reading, run, laps, at)} ${outPart(run)}`;
}

const of = (lap: number, laps: number | undefined): string =>
  laps === undefined ? `${counted(lap, 'lap')} done` : `${lap} of ${counted(laps, 'lap')}`;

/** The order on the track, front first. */
export function orderTable(reading: Reading, run: RaceRun, laps: LapsSeen | undefined, at: RaceAt): Html {
  if (run.order.length === 0) return note('No car is on the track.');
  const rowOf = (car: string): LapRow | undefined => laps?.rows.find((each) => each.car === car);
  const timed = run.order.some((car) => rowOf(car)?.lastUs !== undefined);
  const entry = { meeting: at.meeting, class: at.race.split('/')[0] ?? '' };
  const rows = run.order.map((car, index): readonly Cell[] => {
    const row = rowOf(car);
    return [
      why(reading, { of: 'race', meeting: at.meeting, race: at.race, car }, index + 1, 'why this place'),
      plate(car),
      driverLink(reading, car, row?.driver ?? '', entry),
      run.lapsDone[car] ?? 0,
      gapText(run, car, row, index),
      ...(timed ? [row?.lastUs === undefined ? '' : lapText(row.lastUs), row?.bestUs === undefined ? '' : lapText(row.bestUs)] : []),
    ];
  });
  return table({
    caption: 'Order on the track',
    heads: ['Place', 'Car', 'Driver', 'Laps', 'Gap', ...(timed ? ['Last', 'Best'] : [])],
    rows,
    numbers: [0, 3, 4, 5, 6],
    head: 2,
    spare: [6],
  });
}

function gapText(run: RaceRun, car: string, row: LapRow | undefined, index: number): string {
  const down = run.lapsDown[car] ?? 0;
  if (down > 0) return `−${counted(down, 'lap')}`;
  if (run.lapped.includes(car)) return 'lapped';
  if (index === 0) return 'leads';
  return row?.gapUs === undefined ? '' : `+${lapText(row.gapUs)}`;
}

function outPart(run: RaceRun): Html {
  if (run.out.length === 0) return html``;
  return html`<p class="facts">
    Out:
    ${run.out.map(
      (each, index) => html`${index === 0 ? '' : ', '}${plate(each.car)} ${readable(each.status)} after ${counted(each.laps, 'lap')}`,
    )}
  </p>`;
}
