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
  if (how.place === 'last-row') return cars.reduce<readonly string[]>(toLastRow, order);
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
 * On a double-file start the car's own file moves up and it takes the last row. In an odd field an outside car would
 * still have the last inside car behind it: that one crosses to the free outside place.
 */
function toLastRow(order: readonly string[], car: string): readonly string[] {
  const at = order.indexOf(car);
  if (at < 0) return order;
  const file = (odd: number): readonly string[] => order.filter((each, index) => index % 2 === odd && each !== car);
  const outsideCar = at % 2 === 1;
  const inside = outsideCar ? file(0) : [...file(0), car];
  const outside = outsideCar ? [...file(1), car] : file(1);
  const seats: string[] = [];
  for (let row = 0; row < inside.length; row += 1)
    for (const each of [inside[row], outside[row]]) seats.push(...(each === undefined ? [] : [each]));
  return outsideCar && order.length % 2 === 1 ? [...seats.filter((each) => each !== car), car] : seats;
}

/** Puts a car right behind the last of those that it passed. */
export function behindCars(order: readonly string[], car: string, passed: readonly string[]): readonly string[] {
  const others = order.filter((each) => each !== car);
  const last = Math.max(-1, ...passed.map((each) => others.indexOf(each)));
  if (last < 0 || !order.includes(car) || order.indexOf(car) > order.indexOf(others[last] ?? '')) return order;
  return [...others.slice(0, last + 1), car, ...others.slice(last + 1)];
}
