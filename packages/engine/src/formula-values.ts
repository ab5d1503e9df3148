import { later, owner, readFrom } from './keeping/later.ts';

/**
 * Values as formulas see them: whole numbers are bigint, maps are plain objects whose fields may be worked out on
 * first use, so that a formula that asks for the pill does not compute the results.
 */

const LAZY = Symbol('lazy');

/** Makes a map whose fields are computed when a formula reads them. A thunk that gives `undefined` makes the field absent. */
export function lazy(fields: Readonly<Record<string, () => unknown>>): object {
  if (Object.hasOwn(fields, 'constructor')) return new LazyMap(fields);
  const map: Record<string | symbol, unknown> = {};
  const whose = owner();
  Object.defineProperty(map, LAZY, { value: true, enumerable: false });
  for (const [name, thunk] of Object.entries(fields)) {
    let done = false;
    let value: unknown;
    Object.defineProperty(map, name, {
      enumerable: true,
      get: () => {
        if (done) readFrom(whose);
        else {
          const given = later(whose, thunk);
          value = given === undefined ? undefined : toFormula(given);
          done = true;
        }
        return value;
      },
    });
  }
  return map;
}

/**
 * The same where a field is called `constructor`, as a detail of a car may be: as a field of an object it would hide
 * what tells formulas that the object is a map.
 */
class LazyMap extends Map<string, unknown> {
  readonly #thunks: Readonly<Record<string, () => unknown>>;
  readonly #owner = owner();
  constructor(fields: Readonly<Record<string, () => unknown>>) {
    super(Object.keys(fields).map((name) => [name, LAZY]));
    this.#thunks = fields;
    Object.defineProperty(this, LAZY, { value: true, enumerable: false });
  }
  override get(name: string): unknown {
    const known = super.get(name);
    if (known !== LAZY) {
      readFrom(this.#owner);
      return known;
    }
    const value = toFormula(later(this.#owner, () => this.#thunks[name]?.()));
    super.set(name, value);
    return value;
  }
  override *entries(): MapIterator<[string, unknown]> {
    for (const name of this.keys()) yield [name, this.get(name)];
  }
  override [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries();
  }
}
Object.defineProperty(LazyMap.prototype, 'constructor', { value: Map });

/** Turns a plain value into what formulas compute with. */
export function toFormula(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toFormula);
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || LAZY in value) return value;
  if (Object.hasOwn(value, 'constructor'))
    return lazy(Object.fromEntries(Object.entries(value).map(([name, part]) => [snake(name), () => part])));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [snake(name), toFormula(part)]));
}

/** Turns what a formula gave back into plain values. */
export function fromFormula(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(fromFormula);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, part]) => [String(name), fromFormula(part)]));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fromFormula(part)]));
}

/** `gates-closed` and `gatesClosed` are read in formulas as `gates_closed`. */
export function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .replaceAll(' ', '_')
    .toLowerCase();
}
