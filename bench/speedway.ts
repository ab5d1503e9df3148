import { resolve } from 'node:path';
import { type AnyFact, type Rulebook } from '@racetower/engine';
import { loadEditions } from '@racetower/rulebook';

const FOLDER = resolve(import.meta.dirname, '../rulebooks/example-speedway');

/** The rulebook that the benchmarks run by. */
export function speedway(): readonly Rulebook[] {
  const loaded = loadEditions(FOLDER);
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.says).join('\n'));
  return loaded.value.map((each) => each.book);
}

/** A number that looks drawn, the same on every machine. */
export const scattered = (index: number): number => (index * 7919 + 104_729) % 10_007;

/** Writes facts by hand, a second apart. */
export function facts(): { readonly add: (kind: AnyFact['kind'], body: object, where?: object) => void; readonly all: AnyFact[] } {
  const all: AnyFact[] = [];
  const add = (kind: AnyFact['kind'], body: object, where: object = { meeting: '2026-05-02', season: '2026' }): void => {
    const seq = all.length + 1;
    const at = new Date(Date.UTC(2026, 4, 2, 12) + seq * 1000).toISOString();
    all.push({ club: 'example-speedway', seq, at, by: 'official', kind, ...where, body } as unknown as AnyFact);
  };
  return { add, all };
}

/** A meeting at which `cars` cars are signed in to one class with their pills. */
export function signedIn(cars: number): readonly AnyFact[] {
  const { add, all } = facts();
  add('meeting-opened', { date: '2026-05-02', kind: 'points' });
  for (let car = 1; car <= cars; car++) {
    add('car-signed-in', { class: 'mini-stock', driver: `Driver ${car}`, car: String(car), details: {} });
    add('draw-made', { draw: 'pill', class: 'mini-stock', car: String(car), result: scattered(car), how: 'by-hand' });
  }
  return all;
}

/** Nights of sign-in and laps: what a log of a season is made of. */
export function season(wanted: number): readonly AnyFact[] {
  const { add, all } = facts();
  for (let night = 0; all.length < wanted; night++) {
    const day = new Date(Date.UTC(2026, 0, 1) + night * 86_400_000).toISOString().slice(0, 10);
    const meeting = { meeting: day, season: day.slice(0, 4) };
    add('meeting-opened', { date: day, kind: 'points' }, meeting);
    const cars = Array.from({ length: 24 }, (_, index) => String(index + 1));
    for (const car of cars) add('car-signed-in', { class: 'mini-stock', driver: `Driver ${car}`, car, details: {} }, meeting);
    for (let race = 1; race <= 10; race++) {
      const where = { ...meeting, race: `mini-stock/heat-${race}` };
      add('flag-shown', { flag: 'green', cars: [] }, where);
      for (let lap = 1; lap <= 20; lap++) add('lap-scored', { lap, order: cars, lapped: [] }, where);
      add('race-finished', { order: cars, statuses: {}, laps: {} }, where);
    }
  }
  return all.slice(0, wanted);
}
