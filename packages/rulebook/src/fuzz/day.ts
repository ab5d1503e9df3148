import type { LineUp, PlannedRace, Rulebook } from '@racetower/engine';
import { Temporal } from 'temporal-polyfill';
import { type Chance, chanceFrom } from '../chance.ts';
import { Desk } from './desk.ts';
import { type Play, runRace } from './race.ts';
import { crowd, giveValues, pillFor, resultFor, signIn, type Starter } from './sign-in.ts';

/** What people owe at a meeting. */
export interface Owed {
  readonly lines: readonly { readonly person: string; readonly cents: number }[];
}

/** A race as the schedule has it. */
export interface ScheduledRace extends PlannedRace {
  readonly race: string;
  readonly standing: string;
  readonly starters: number;
  readonly waitsFor: readonly string[];
}

/** A day that was made up and how far it came. */
export interface MadeDay {
  readonly desk: Desk;
  readonly starters: readonly Starter[];
  /** Meetings of it, the last one last. */
  readonly meetings: readonly string[];
}

/** The season and hour in which the days of a rulebook are made up. */
export function deskFor(editions: readonly Rulebook[], day: number): { readonly desk: Desk; readonly date: string } {
  const book = editions.at(-1);
  if (!book) throw new RangeError('a club needs at least one edition of its rulebook');
  const opening = Temporal.PlainDate.from(book.inForce);
  const date = opening.add({ days: 100 + (day % 200) });
  const starts = opening.toZonedDateTime({ timeZone: book.club.zone, plainTime: '08:00' });
  const desk = new Desk(editions, starts.epochMilliseconds);
  desk.season = String(date.year);
  return { desk, date: date.toString() };
}

/**
 * Makes up a day: who comes, what they draw, who stops, what officials call.
 *
 * @param made is told the desk before anything happens, so that a day that breaks off can be looked at
 * @throws Broke when the engine throws
 */
export function makeUpDay(editions: readonly Rulebook[], seed: number, made: (desk: Desk) => void): MadeDay {
  const chance = chanceFrom(seed);
  const { desk, date } = deskFor(editions, chance.between(0, 199));
  made(desk);
  desk.give({ do: 'open-season', starts: `${date.slice(0, 4)}-01-01`, ends: `${date.slice(0, 4)}-12-31` });
  const comers = crowd(desk, chance);
  const first = runMeeting(desk, chance, date, comers);
  if (!chance.holds(30)) return { desk, starters: first, meetings: [date] };
  const next = Temporal.PlainDate.from(date).add({ days: 7 }).toString();
  const back = runMeeting(desk, chance, next, chance.shuffle(comers).slice(0, Math.ceil(comers.length * 0.8)));
  return { desk, starters: back, meetings: [date, next] };
}

function runMeeting(desk: Desk, chance: Chance, date: string, comers: readonly Starter[]): readonly Starter[] {
  const { book } = desk;
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: book.club.zone, plainTime: '09:00' });
  desk.wait(noon.epochMilliseconds - Date.parse(desk.at));
  desk.meeting = date;
  const kinds = [...book.meetingKinds.keys()];
  desk.give({ do: 'open-meeting', date, ...(kinds.length > 0 ? { kind: chance.pick(kinds) } : {}) });
  giveValues(desk);
  const starters = comers.filter((each) => signIn(desk, chance, each, date));
  const play: Play = { desk, chance, starters, date };
  if (starters.length > 1 && chance.holds(25)) {
    const gone = chance.pick(starters);
    desk.give({ do: 'withdraw', class: gone.class, car: gone.car });
  }
  joinClasses(play);
  addByChoice(play);
  runRaces(play);
  settle(play);
  if (chance.holds(50)) desk.give({ do: 'close-meeting' });
  return starters;
}

const isOpen = (race: ScheduledRace): boolean => race.standing === 'none' || race.standing === 'running';

/** Races that have cars and no result yet. */
export function openRaces(desk: Desk): readonly ScheduledRace[] {
  return (desk.today<{ readonly races: readonly ScheduledRace[] }>('schedule')?.races ?? []).filter(isOpen);
}

/** Runs whatever is ready until nothing is left, or nothing can be run. */
function runRaces(play: Play): void {
  const { desk, chance } = play;
  const tried = new Set<string>();
  const posted = new Set<string>();
  for (;;) {
    const open = openRaces(desk);
    const ready = open.filter((race) => race.waitsFor.length === 0 && race.starters > 0 && !tried.has(race.race));
    const next = chance.holds(70) ? ready[0] : ready.at(chance.between(0, Math.max(0, ready.length - 1)));
    if (!next) {
      if (endEmptyRaces(desk, open)) continue;
      if (!open.some((race) => race.waitsFor.length > 0) || !drawAndPost(play, open, posted)) return;
      continue;
    }
    tried.add(next.race);
    const lined = desk.today<LineUp>('line-up', { race: next.race });
    if (lined) runRace(play, { ...next, id: next.race }, lined);
  }
}

/** A race whose cars have all gone is put on record as run by nobody, so that those that wait for it go on. */
function endEmptyRaces(desk: Desk, open: readonly ScheduledRace[]): boolean {
  return (
    open.filter((race) => race.waitsFor.length === 0 && race.starters === 0 && desk.give({ do: 'finish', race: race.race })).length > 0
  );
}

/** Makes the draws and posts the orders that line-ups wait for. @returns whether anything came of it */
function drawAndPost(play: Play, open: readonly ScheduledRace[], posted: Set<string>): boolean {
  const before = play.desk.accepted.length;
  const waiting = open.filter((race) => race.waitsFor.length > 0);
  for (const race of waiting) {
    for (const classId of race.class.split('+')) {
      drawFor(play, classId, race.race);
      if (!posted.has(classId)) postOrders(play, classId, open);
      posted.add(classId);
    }
  }
  return play.desk.accepted.length > before;
}

function drawFor({ desk, chance, starters }: Play, classId: string, race: string): void {
  for (const rule of desk.book.draws.values()) {
    const by = rule.by[0] ?? 'official';
    if (rule.of === 'entry')
      for (const { car } of starters.filter((each) => each.class === classId)) {
        const result = pillFor(desk, chance, rule, classId);
        if (result !== undefined) desk.give({ do: 'draw', draw: rule.id, class: classId, car, result, by });
      }
    else {
      const about = rule.of === 'class' ? { class: classId } : rule.of === 'race' ? { race } : {};
      const result = resultFor(desk, chance, rule, { class: classId, race });
      if (result !== undefined) desk.give({ do: 'draw', draw: rule.id, result, by, ...about });
    }
  }
}

/** Orders that officials give: whole ones where a line-up is ordered by them, a car or two where they are added. */
function postOrders({ desk, chance, starters }: Play, classId: string, open: readonly ScheduledRace[]): void {
  const cars = starters.filter((each) => each.class === classId).map((each) => each.car);
  const post = (name: string, order: readonly string[]): boolean => desk.give({ do: 'post-order', class: classId, name, order });
  for (const round of desk.book.rounds) {
    const keys = [...round.lineup, ...round.lineupLower].flatMap((stage) => stage.order);
    const whole = [...keys, ...(round.split?.order ?? []), ...(round.ladder?.order ?? []), ...round.resultOrder];
    for (const key of whole) if (key.by === 'given') post(key.of[0] ?? '', chance.shuffle(cars));
    if (round.split?.deal !== 'given') continue;
    const races = open.filter((race) => race.round === round.id && race.class.split('+').includes(classId)).length;
    const dealt = chance.shuffle(cars);
    for (let nth = 0; nth < races; nth += 1)
      post(
        `${round.id}-${nth + 1}`,
        dealt.filter((_, index) => index % races === nth),
      );
  }
}

/** A car or two that officials put into a line-up that has a place for them. */
function addByChoice({ desk, chance, starters }: Play): void {
  const names = desk.book.rounds.flatMap((round) => round.lineup.flatMap(({ select }) => (select.kind === 'given' ? [select.name] : [])));
  if (names.length === 0 || starters.length === 0 || !chance.holds(30)) return;
  const { class: classId, car } = chance.pick(starters);
  desk.give({ do: 'post-order', class: classId, name: chance.pick(names), order: [car] });
}

/** Small classes may run together. */
function joinClasses({ desk, chance, starters }: Play): void {
  const classes = [...new Set(starters.map((each) => each.class))];
  if (desk.book.combining.length === 0 || classes.length < 2 || !chance.holds(30)) return;
  const rule = chance.pick(desk.book.combining);
  const joined = rule.classes.length > 0 ? rule.classes.filter((id) => classes.includes(id)) : chance.shuffle(classes).slice(0, 2);
  const consents = Object.fromEntries(
    starters.filter((each) => joined.includes(each.class)).map((each) => [each.driver, rule.consent === 'all' || chance.holds(80)]),
  );
  desk.give({ do: 'combine', classes: joined, approvals: rule.approvals, consents });
}

/** Most people pay what they owe, some less. */
function settle({ desk, chance }: Play): void {
  const owed = new Map<string, number>();
  for (const line of desk.today<Owed>('fees')?.lines ?? []) owed.set(line.person, (owed.get(line.person) ?? 0) + line.cents);
  for (const [person, cents] of owed) {
    if (person === '' || cents <= 0 || !chance.holds(80)) continue;
    desk.give({ do: 'pay', person, cents: chance.holds(90) ? cents : Math.ceil(cents / 2), for: 'the meeting' });
  }
}
