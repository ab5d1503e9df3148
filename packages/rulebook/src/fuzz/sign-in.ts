import { type Act, bucket, contextOn, type DrawRule, type Fields, type Plain, type Rulebook, scopeFor, whole } from '@racetower/engine';
import type { Chance } from '../chance.ts';
import { plausible, unlessRefused } from '../lint/probe.ts';
import { exprsIn } from '../lint/source.ts';
import type { Desk, Said } from './desk.ts';
import { type Around, fieldsFor } from './fields.ts';

/** Somebody who comes to the window. */
export interface Starter {
  readonly class: string;
  readonly car: string;
  readonly driver: string;
}

/** A few classes and how many cars come in each: mostly ordinary fields, now and then one car or a crowd. */
export function crowd(desk: Desk, chance: Chance): readonly Starter[] {
  const classes = chance.shuffle(desk.book.classes.map((each) => each.id)).slice(0, chance.pick([1, 1, 1, 2, 2, 3]));
  let nth = 0;
  return classes.flatMap((id) =>
    Array.from({ length: fieldSize(chance) }, (_, index): Starter => {
      nth += 1;
      return { class: id, car: String(index + 1), driver: `Driver ${nth}` };
    }),
  );
}

function fieldSize(chance: Chance): number {
  if (chance.holds(10)) return 1;
  if (chance.holds(70)) return chance.between(2, 9);
  return chance.holds(75) ? chance.between(10, 18) : chance.between(19, 36);
}

export function around(desk: Desk, starters: readonly Starter[], date: string): Around {
  const { classes } = desk.book;
  return {
    date,
    at: desk.at,
    cars: starters.map((each) => each.car),
    people: starters.map((each) => each.driver),
    classes: classes.map((each) => each.id),
  };
}

/** Gives every value that waits for somebody to give it. */
export function giveValues(desk: Desk): void {
  for (const value of desk.book.values.values())
    if (value.value === undefined) desk.give({ do: 'set-value', value: value.name, to: plausible(desk.book, value.name), of: 'meeting' });
}

const ATTEMPTS = 3;

/** Brings papers and signs in, again with others when turned away; at last by override where the rulebook has one. */
export function signIn(desk: Desk, chance: Chance, starter: Starter, date: string): boolean {
  const pills = [...desk.book.draws.values()].find((rule) => rule.id === 'pill' && rule.of === 'entry');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    desk.give({ do: 'register', person: starter.driver, details: detailsFor(desk.book, chance, date) });
    const form = around(desk, [starter], date);
    for (const act of desk.book.acts.values()) if (act.sort === 'record' && chance.holds(85)) paper(desk, chance, { act, starter, form });
    const pill = pills && chance.holds(90) ? pillFor(desk, chance, pills, starter.class) : undefined;
    const said = { do: 'sign-in', ...starter, ...(typeof pill === 'number' ? { pill } : {}) } as const;
    const taken = desk.give(said) || takenByOverride(desk, said);
    const refusal = taken ? undefined : desk.refusals.get('sign-in');
    desk.signIns.push({ class: starter.class, ...(refusal ? { refusal } : {}) });
    if (taken) return true;
  }
  return false;
}

/** What is known of a driver: a day for whatever the formulas take for one, else yes. */
function detailsFor(book: Rulebook, chance: Chance, date: string): Fields {
  const year = Number(date.slice(0, 4));
  const born = `${year - (chance.holds(50) ? chance.between(5, 17) : chance.between(18, 60))}-0${chance.between(1, 9)}-15`;
  const sources = exprsIn(book).map((expr) => expr.source);
  const read = new Set(sources.flatMap((source) => [...source.matchAll(/\b(?:driver|person)\.([a-z_]+)/g)].map((match) => match[1] ?? '')));
  const isDay = (name: string): boolean =>
    sources.some((source) => new RegExp(`(?:age|days_between|months_between)\\([^)]*\\.${name}\\b`).test(source));
  // A record about somebody is read by its name too: a detail called so would hide it.
  const papers = new Set([...book.acts.keys()].map((id) => id.replaceAll('-', '_')));
  const details = [...read]
    .filter((name) => !KEPT.has(name) && !papers.has(name))
    .map((name) => [name, isDay(name) ? `${year - 1}-06-01` : true]);
  return { ...Object.fromEntries(details), born };
}

/** What the engine itself keeps of people. */
const KEPT = new Set(['name', 'born', 'meetings', 'meetings_before', 'season_points']);

function takenByOverride(desk: Desk, said: Extract<Said, { readonly do: 'sign-in' }>): boolean {
  const role = desk.refusals.get('sign-in')?.override[0];
  return role !== undefined && desk.give({ ...said, by: role, override: { why: 'taken by the official' } });
}

function paper(desk: Desk, chance: Chance, about: { readonly act: Act; readonly starter: Starter; readonly form: Around }): void {
  const { act, starter, form } = about;
  const fields = Object.fromEntries(
    Object.entries(fieldsFor(act.fields, form, chance)).map(([name, value]) => [
      name,
      typeof value === 'boolean' && chance.holds(80) ? true : value,
    ]),
  );
  const subject =
    act.of === 'car' ? { car: starter.car, class: starter.class } : act.of === 'person' ? { person: starter.driver } : undefined;
  if (subject === undefined) return;
  desk.give({ do: 'record', name: act.id, by: act.by[0] ?? 'official', approvals: act.approvals, fields, ...subject });
}

/** A pill that is in the bucket and that nobody of the class has; any number where the bucket has no end. */
export function pillFor(desk: Desk, chance: Chance, rule: DrawRule, classId: string): Plain | undefined {
  const context = contextOn(desk.editions, desk.state, desk.meeting);
  const left = unlessRefused(() => bucket(context, rule, { meeting: desk.meeting, class: classId }));
  if (left) return left.length > 0 ? chance.pick(left) : undefined;
  return chance.between(1, 500);
}

/** What is drawn once for a class, race or meeting. */
export function resultFor(
  desk: Desk,
  chance: Chance,
  rule: DrawRule,
  where: { readonly class: string; readonly race: string },
): Plain | undefined {
  const context = contextOn(desk.editions, desk.state, desk.meeting);
  const place = {
    meeting: desk.meeting,
    ...(rule.of === 'meeting' ? {} : { class: where.class }),
    ...(rule.of === 'race' ? { race: where.race } : {}),
  };
  const all = unlessRefused(() => bucket(context, rule, place)) ?? [chance.between(1, 12)];
  const count = unlessRefused(() => (rule.count ? whole(scopeFor(context, place), rule.count).value : 1)) ?? 1;
  const drawn = chance.shuffle(all).slice(0, count);
  return count === 1 ? drawn[0] : drawn;
}
