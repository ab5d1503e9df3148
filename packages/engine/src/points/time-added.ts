import type { RaceRun, ResultRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { amountOf } from './effects.ts';
import { penaltiesRuled } from './laid-statuses.ts';

type Row = Omit<ResultRow, 'place' | 'scoringPlace'>;

/** A row of a result before it has a place, and where it was at the finish. */
interface Classified {
  readonly index: number;
  readonly row: Row;
}

interface Added {
  readonly us: number;
  readonly reasons: readonly Because[];
}

/**
 * Moves cars whose time was added to behind all of their status and laps that were quicker. A car whose time is not known
 * neither moves nor is passed: an order without times does not say how far it was behind.
 */
export function timeAdded(context: Context, meeting: string, run: RaceRun, rows: readonly Classified[]): readonly Classified[] {
  const added = addedByCar(context, meeting, run);
  if (added.size === 0) return rows;
  const order = rows.map(({ row }) => longer(row, added.get(row.car)));
  for (let from = order.length - 1; from >= 0; from -= 1) {
    const row = order[from] as Row;
    if (!added.has(row.car)) continue;
    let to = from;
    while (isQuicker(order[to + 1], row)) to += 1;
    order.splice(from, 1);
    order.splice(to, 0, row);
  }
  return rows.map(({ index }, at) => ({ index, row: order[at] as Row }));
}

function isQuicker(other: Row | undefined, row: Row): boolean {
  if (other?.timeUs === undefined || row.timeUs === undefined) return false;
  return other.status === row.status && other.laps === row.laps && other.timeUs < row.timeUs;
}

function longer(row: Row, added: Added | undefined): Row {
  if (!added) return row;
  const says = row.timeUs === undefined ? 'its time is not on record, so nothing moves' : `its time is ${(row.timeUs + added.us) / 1e6} s`;
  return {
    ...row,
    ...(row.timeUs === undefined ? {} : { timeUs: row.timeUs + added.us }),
    because: because(`car ${row.car} has ${added.us / 1e6} s added: ${says}`, { from: [...added.reasons, row.because] }),
  };
}

function addedByCar(context: Context, meeting: string, run: RaceRun): ReadonlyMap<string, Added> {
  const found = new Map<string, Added>();
  for (const { car, clauses, consequence, fact } of [...run.effects, ...penaltiesRuled(context, meeting, { id: run.race })]) {
    if (consequence.kind !== 'add-time' || car === '') continue;
    const ms = amountOf(context, { fact, class: run.race.split('/')[0] ?? '', car }, consequence.ms);
    const known = found.get(car);
    found.set(car, {
      us: (known?.us ?? 0) + ms * 1000,
      reasons: [...(known?.reasons ?? []), because(`${ms / 1000} s are added`, { clauses, facts: [fact] })],
    });
  }
  return found;
}
