import type { Consequence } from '../language.ts';

type Rear = Extract<Consequence, { kind: 'rear' }>;

/** Puts a car back by whole spots; `undefined` when fewer cars are behind it. */
export function backSpots(order: readonly string[], car: string, count: number): readonly string[] | undefined {
  const from = order.indexOf(car);
  if (from < 0 || from + count > order.length - 1) return undefined;
  const others = order.filter((each) => each !== car);
  return [...others.slice(0, from + count), car, ...others.slice(from + count)];
}

/** Sends cars to the rear. Several keep their order unless it is given. A lapped car goes behind all. */
export function toRear(order: readonly string[], cars: readonly string[], how: Rear, lapped: ReadonlySet<string>): readonly string[] {
  if (how.place === 'last-row') return bySlot(cars.reduce(toLastRow, closedUp(order)));
  const sent = how.order === 'as-given' ? cars.filter((car) => order.includes(car)) : order.filter((car) => cars.includes(car));
  const others = order.filter((car) => !cars.includes(car));
  if (how.place === 'tail') return [...others, ...sent];
  const onLeadLap = sent.filter((car) => !lapped.has(car));
  const behind = sent.filter((car) => lapped.has(car));
  const firstLapped = others.findIndex((car) => lapped.has(car));
  const at = firstLapped < 0 ? others.length : firstLapped;
  return [...others.slice(0, at), ...onLeadLap, ...others.slice(at), ...behind];
}

/**
 * On a double-file start the car's own file moves up and it takes the last row. Where the other file has the last row to
 * itself (an odd field), its last car crosses to the place that has come free, so that nobody is behind the car sent
 * back but those of its row.
 *
 * @param slots where the cars stand, by car; a scratch may have left slots empty
 * @returns where they stand then; slots that were empty stay empty
 */
export function toLastRow(slots: ReadonlyMap<string, number>, car: string): ReadonlyMap<string, number> {
  const from = slots.get(car);
  if (from === undefined) return slots;
  const moved = new Map(slots);
  const behind = [...slots].filter(([, slot]) => slot > from && slot % 2 === from % 2).toSorted((a, b) => a[1] - b[1]);
  let free = from;
  for (const [each, slot] of behind) {
    moved.set(each, free);
    free = slot;
  }
  const [last, end] = [...moved].reduce((rearmost, each) => (each[0] !== car && each[1] > rearmost[1] ? each : rearmost), [car, free]);
  if (rowOf(end) === rowOf(free)) return moved.set(car, free);
  return moved.set(last, free).set(car, end);
}

function rowOf(slot: number): number {
  return Math.ceil(slot / 2);
}

/** The cars by their slots, front first. */
export function bySlot(slots: ReadonlyMap<string, number>): readonly string[] {
  return [...slots].toSorted((a, b) => a[1] - b[1]).map(([car]) => car);
}

/** Slots for cars that stand two by two without a gap. */
export function closedUp(order: readonly string[]): ReadonlyMap<string, number> {
  return new Map(order.map((car, index) => [car, index + 1]));
}

/** Puts a car right behind the last of those that it passed. */
export function behindCars(order: readonly string[], car: string, passed: readonly string[]): readonly string[] {
  const others = order.filter((each) => each !== car);
  const last = Math.max(-1, ...passed.map((each) => others.indexOf(each)));
  if (last < 0 || !order.includes(car) || order.indexOf(car) > order.indexOf(others[last] ?? '')) return order;
  return [...others.slice(0, last + 1), car, ...others.slice(last + 1)];
}
