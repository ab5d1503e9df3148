/** The order with one car taken out and put in at another place; beyond the ends it stays at the end. */
export function moved(order: readonly string[], car: string, to: number): readonly string[] {
  if (!order.includes(car)) return order;
  const rest = order.filter((each) => each !== car);
  const at = Math.max(0, Math.min(to, rest.length));
  return [...rest.slice(0, at), car, ...rest.slice(at)];
}

/**
 * An order that somebody is working at, over the line-up as it is by now: cars that left are gone, cars that came are behind.
 *
 * @returns nothing when it is the line-up's own order
 */
export function drafted(draft: readonly string[] | undefined, lined: readonly string[]): readonly string[] | undefined {
  if (!draft) return undefined;
  const kept = draft.filter((car) => lined.includes(car));
  const order = [...kept, ...lined.filter((car) => !kept.includes(car))];
  return order.every((car, index) => car === lined[index]) ? undefined : order;
}
