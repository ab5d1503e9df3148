import type { RaceRun, ResultRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { amountOf } from './effects.ts';
import { penaltiesRuled } from './laid-statuses.ts';

interface Lost {
  readonly places: number;
  readonly reasons: readonly Because[];
}

/**
 * Moves penalised cars down their places in a result, all at once, so that the order of the decisions does not matter.
 * Each aims at its place plus what it loses; the largest aim is seated first, as far back as is free; the others keep
 * their order in what is left. Nobody loses more than the penalty, and nobody unpenalised loses a place.
 */
export function placesLost(context: Context, meeting: string, run: RaceRun, rows: readonly ResultRow[]): readonly ResultRow[] {
  const lost = lostByCar(context, meeting, run);
  if (lost.size === 0) return rows;
  const standing = rows.filter((row) => row.place > 0);
  const seats: (ResultRow | undefined)[] = standing.map(() => undefined);
  const penalised = standing.flatMap((row, index) =>
    lost.has(row.car) ? [{ row, aim: index + 1 + (lost.get(row.car)?.places ?? 0) }] : [],
  );
  let before = standing.length + 1;
  for (const { row, aim } of penalised.toSorted((a, b) => b.aim - a.aim || b.row.place - a.row.place)) {
    before = Math.min(aim, before - 1);
    seats[before - 1] = {
      ...row,
      because: because(`car ${row.car} loses ${lost.get(row.car)?.places ?? 0} places`, {
        from: [...(lost.get(row.car)?.reasons ?? []), row.because],
      }),
    };
  }
  const others = standing.filter((row) => !lost.has(row.car));
  const seated = seats.map((seat) => seat ?? (others.shift() as ResultRow));
  const moved = seated.map((row, index) => {
    const { pursePlace: _, ...own } = row;
    const { place = 0, scoringPlace = 0, pursePlace } = standing[index] ?? {};
    return { ...own, place, scoringPlace, ...(pursePlace === undefined ? {} : { pursePlace }) };
  });
  return rows.map((row) => (row.place > 0 ? (moved.shift() as ResultRow) : row));
}

function lostByCar(context: Context, meeting: string, run: RaceRun): ReadonlyMap<string, Lost> {
  const lost = new Map<string, Lost>();
  for (const { car, clauses, consequence, fact } of [...run.effects, ...penaltiesRuled(context, meeting, { id: run.race })]) {
    if (consequence.kind !== 'places') continue;
    const places = amountOf(context, { fact, class: run.race.split('/')[0] ?? '', car }, consequence.count);
    const known = lost.get(car);
    lost.set(car, {
      places: (known?.places ?? 0) + places,
      reasons: [...(known?.reasons ?? []), because(`${places} places`, { clauses, facts: [fact] })],
    });
  }
  return lost;
}
