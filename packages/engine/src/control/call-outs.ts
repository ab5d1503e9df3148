/** One move for a driver to make under yellow: behind a car, or to the front. */
export interface CallOut {
  readonly car: string;
  /** Left out: to the front. */
  readonly behind?: string;
  /** Where it then stands; the side is left out where the car has its row to itself. */
  readonly row?: number;
  readonly side?: string;
  readonly says: string;
}

/** Where cars stand for the restart, by car. */
type Stands = ReadonlyMap<string, { readonly row: number; readonly side: string }>;

/**
 * Says with the fewest moves how a field on the track comes into the order for the restart, front first. Cars that keep their
 * order among each other are not called; one that left the track needs no call.
 *
 * @param onTrack the order on the track; cars that are not in it come in wherever they are called to
 * @param stands rows and sides, for a restart of several abreast
 */
export function callOuts(onTrack: readonly string[], order: readonly string[], stands: Stands = new Map()): readonly CallOut[] {
  const stays = longestInOrder(order.map((car) => onTrack.indexOf(car)));
  return order.flatMap((car, index) => {
    if (stays.has(index)) return [];
    const behind = order[index - 1];
    const { row, side } = stands.get(car) ?? {};
    const place = { ...(row === undefined ? {} : { row }), ...(side ? { side } : {}) };
    const lane = side ? `, row ${row} ${side}` : '';
    return [
      behind === undefined
        ? { car, ...place, says: `${car} to the front${lane}` }
        : { car, behind, ...place, says: `${car} behind ${behind}${lane}` },
    ];
  });
}

/** Indices of a longest rising run of numbers, not side by side; what is below zero is in none. */
function longestInOrder(numbers: readonly number[]): ReadonlySet<number> {
  const lengths: number[] = [];
  const before: number[] = [];
  for (const [index, value] of numbers.entries()) {
    let length = value < 0 ? 0 : 1;
    before[index] = -1;
    for (const [earlier, lower] of numbers.slice(0, index).entries()) {
      const through = (lengths[earlier] ?? 0) + 1;
      if (value < 0 || lower < 0 || lower >= value || through <= length) continue;
      length = through;
      before[index] = earlier;
    }
    lengths[index] = length;
  }
  const kept = new Set<number>();
  let at = lengths.indexOf(Math.max(0, ...lengths));
  if ((lengths[at] ?? 0) === 0) return kept;
  for (; at >= 0; at = before[at] as number) kept.add(at);
  return kept;
}
