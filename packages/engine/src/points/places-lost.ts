import type { RaceRun, ResultRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { scopeFor, whole } from '../scope.ts';

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
  const rest = rows.filter((row) => row.place === 0);
  const seats: (ResultRow | undefined)[] = standing.map(() => undefined);
  const penalised = standing.filter((row) => lost.has(row.car)).map((row) => ({ row, aim: row.place + (lost.get(row.car)?.places ?? 0) }));
  let before = standing.length + 1;
  for (const { row, aim } of penalised.toSorted((a, b) => b.aim - a.aim || b.row.place - a.row.place)) {
    before = Math.min(aim, before - 1);
    seats[before - 1] = { ...row, because: because(`car ${row.car} loses ${lost.get(row.car)?.places ?? 0} places`, { from: [...(lost.get(row.car)?.reasons ?? []), row.because] }) };
  }
  const others = standing.filter((row) => !lost.has(row.car));
  const seated = seats.map((seat) => seat ?? (others.shift() as ResultRow));
  return [...seated.map((row, index) => ({ ...row, place: index + 1, scoringPlace: index + 1 })), ...rest];
}

function lostByCar(context: Context, meeting: string, run: RaceRun): ReadonlyMap<string, Lost> {
  const lost = new Map<string, Lost>();
  for (const effect of run.effects) {
    if (effect.consequence.kind !== 'places') continue;
    const call = [...(context.state.meetings.get(meeting)?.races.get(run.race)?.facts ?? [])].find((fact) => fact.seq === effect.fact);
    const fields = (call?.body as { readonly fields?: Record<string, unknown> } | undefined)?.fields ?? {};
    const places = whole(scopeFor(context, { meeting, race: run.race, class: run.race.split('/')[0] ?? '' }, { act: () => fields }), effect.consequence.count);
    const known = lost.get(effect.car);
    lost.set(effect.car, { places: (known?.places ?? 0) + places.value, reasons: [...(known?.reasons ?? []), because(`${places.value} places`, { clauses: effect.clauses, facts: [effect.fact] })] });
  }
  return lost;
}
