/**
 * Makes a map by name, of cars, drivers or fields, that has no names of its own: in a plain object `constructor` would be
 * there before anybody put it there. Written and compared like any other object.
 */
export function byName<T>(entries: Iterable<readonly [string, T]> = []): Record<string, T> {
  const map: Record<string, T> = Object.create(null);
  for (const [name, value] of entries) map[name] = value;
  return map;
}
