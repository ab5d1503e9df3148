import { because } from '../because.ts';
import { type Context, meetingOf, meetings } from '../context.ts';
import { entries } from '../entry/entries.ts';
import { heldNumbers, keptNumbers, rangeOf } from '../entry/registered.ts';
import { carried, strangers } from './transponders.ts';

/** So many free numbers are listed. */
const MOST_FREE = 1000;

/** The numbers of each class: whose they are, who drove them, which are kept, which are free, and where two mean the same. */
export function numbersView(context: Context, classId: string | undefined) {
  const ids = context.book.classes.map((each) => each.id).filter((id) => classId === undefined || id === classId);
  const numbers = ids.flatMap((id) => numbersOf(context, id));
  const rule = context.book.registry?.numbers;
  const range = rule ? rangeOf(context, rule) : {};
  const taken = new Set(numbers.map((each) => `${each.class} ${each.car}`));
  const free = ids.map((id) => ({ class: id, numbers: freeNumbers(context, id, range, taken) }));
  const kept = ids.flatMap((id) =>
    keptNumbers(context, id).map((each) => ({ class: id, car: each.number, says: each.says, clauses: each.clauses })),
  );
  return {
    numbers,
    kept,
    free,
    ...(range.from === undefined ? {} : { from: range.from }),
    ...(range.to === undefined ? {} : { to: range.to }),
    clashes: numbers.filter((each) => each.clash).length,
    because: because('the numbers', { clauses: rule?.clauses ?? [], facts: numbers.flatMap((each) => each.facts) }),
  };
}

function numbersOf(context: Context, classId: string) {
  const held = heldNumbers(context).filter((each) => each.class === classId);
  const driven = drivenNumbers(context, classId);
  const cars = [...new Set([...held.map((each) => each.car), ...driven.keys()])].toSorted(byNumber);
  return cars.map((car) => {
    const owners = held.filter((each) => each.car === car);
    const drove = driven.get(car);
    return {
      class: classId,
      car,
      holders: [...new Set(owners.map((each) => each.person))],
      ...(owners[0] === undefined ? {} : { details: owners[0].details, since: owners[0].at, registered: owners[0].fact }),
      ...(owners[0]?.record === undefined ? {} : { record: owners[0].record }),
      drivers: drove?.drivers ?? [],
      ...(drove === undefined ? {} : { last: drove.last }),
      clash: new Set(owners.map((each) => each.person)).size > 1 || (owners.length === 0 && (drove?.drivers.length ?? 0) > 1),
      facts: owners.map((each) => each.fact),
      because: because(`number ${car}`, { facts: owners.map((each) => each.fact) }),
    };
  });
}

const byNumber = (a: string, b: string): number => Number(/\d+/.exec(a)?.[0] ?? 0) - Number(/\d+/.exec(b)?.[0] ?? 0) || (a < b ? -1 : 1);

/** Who drove which number in the latest season, the latest first. */
function drivenNumbers(
  context: Context,
  classId: string,
): ReadonlyMap<string, { readonly drivers: readonly string[]; readonly last: string }> {
  const found = new Map<string, { drivers: string[]; last: string }>();
  const all = meetings(context);
  const season = all.at(-1)?.season;
  for (const meeting of all.toReversed()) {
    if (meeting.season !== season) continue;
    for (const { car, driver } of entries(context, meeting.id, classId).toReversed()) {
      const known = found.get(car) ?? { drivers: [], last: meeting.date };
      found.set(car, known);
      if (!known.drivers.includes(driver)) known.drivers.push(driver);
    }
  }
  return found;
}

function freeNumbers(
  context: Context,
  classId: string,
  { from = 1, to }: { readonly from?: number; readonly to?: number },
  taken: ReadonlySet<string>,
): readonly string[] {
  if (to === undefined) return [];
  const kept = new Set(keptNumbers(context, classId).map((each) => each.number));
  const all = Array.from({ length: Math.max(0, Math.min(to - from + 1, MOST_FREE)) }, (_, index) => String(from + index));
  return all.filter((car) => !taken.has(`${classId} ${car}`) && !kept.has(car));
}

/** Which transponder is in which car, which are in two, which cars have none, and which were read that nobody has. */
export function transpondersView(context: Context, meeting: string | undefined) {
  const cars = new Map<string, string>();
  for (const each of heldNumbers(context)) cars.set(`${each.class} ${each.car}`, each.person);
  const at = meeting === undefined ? [] : context.book.classes.flatMap(({ id }) => entries(context, meetingOf(context, meeting).id, id));
  for (const entry of at) if (!entry.withdrawn) cars.set(`${entry.class} ${entry.car}`, entry.driver);
  const all = carried(context);
  const transponders = all.map((each) => {
    const others = all.filter((other) => other !== each && other.transponder === each.transponder);
    const person = cars.get(`${each.class} ${each.car}`);
    return {
      ...each,
      ...(person === undefined ? {} : { person }),
      shared: others.map(({ class: classId, car }) => ({ class: classId, car })),
      twice: others.some((other) => other.class === each.class),
      because: because(`transponder ${each.transponder} is in car ${each.car}`, { facts: [each.fact] }),
    };
  });
  const have = new Set(all.map((each) => `${each.class} ${each.car}`));
  return {
    transponders,
    without: [...cars]
      .filter(([key]) => !have.has(key))
      .map(([key, person]) => ({ class: key.split(' ')[0] ?? '', car: key.slice(key.indexOf(' ') + 1), person })),
    strangers: meeting === undefined ? [] : strangers(context, meeting),
    because: because('transponders', { facts: all.map((each) => each.fact) }),
  };
}
