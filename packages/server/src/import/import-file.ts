import { evaluate, type ImportRule, type LineUp, type NewFact, type Rulebook, scopeFor, contextOn, type State } from '@racetower/engine';
import type { FileDriver } from '@racetower/timing';
import { type Known, knownDrivers } from './drivers.ts';
import { type Finish, finishOf, type Placed } from './finish.ts';
import { ImportDesk } from './import-desk.ts';
import { changesOf } from './changes.ts';
import { meetingFor } from './meeting.ts';
import { type ImportChange, type ImportedSession, ImportRefused, type ImportRequest } from './request.ts';
import { classOfLine, type MappedSession, mappedSessions } from './sessions.ts';

/** What an import comes to; `facts` are not kept yet. */
export interface Imported {
  readonly meeting: string;
  readonly sessions: readonly ImportedSession[];
  readonly signedIn: readonly { readonly class: string; readonly car: string; readonly driver: string }[];
  readonly registered: readonly string[];
  readonly leftOut: readonly FileDriver[];
  /** Everybody else, with the member that each is. */
  readonly known: Known['known'];
  readonly skipped: readonly { readonly session: string; readonly why: string }[];
  readonly flagged: readonly { readonly says: string; readonly clauses: readonly string[] }[];
  readonly changes: readonly ImportChange[];
  readonly facts: readonly NewFact[];
  readonly state: State;
}

/**
 * Makes the facts of a result file: who was there, how they started, how each session ended. Imported a second time it makes
 * none, or corrections of what is otherwise now.
 *
 * @throws ImportRefused for a file of another league, an unknown driver, a session that is not there, and whatever the rulebook refuses
 */
export function importFile(editions: readonly Rulebook[], state: State, request: ImportRequest): Imported {
  const rule = ruleOf(editions, request);
  const mapped = mappedSessions(rule, request.file, request.sessions);
  const desk = new ImportDesk(editions, state, request.by ?? giverOf(editions));
  const meeting = meetingFor(desk, request);
  const importing: Importing = { desk, rule, request, meeting, book: bookOf(editions, desk, meeting) };
  ofTheLeague(importing);
  setValues(importing);
  const known = knownDrivers(
    state,
    rule,
    mapped.map((each) => each.session),
    request.decisions,
  );
  for (const [person, number] of known.register)
    desk.give({ do: 'register', person, details: { [rule.member]: number } }, startOf(request));
  const entries = signIn(importing, mapped, known);
  const sessions: ImportedSession[] = [];
  const skipped: { session: string; why: string }[] = [];
  for (const [index, each] of mapped.entries()) {
    const outcome = oneSession(importing, each, entries, index === mapped.length - 1 ? endOf(request) : startOf(request));
    if ('why' in outcome) skipped.push({ session: each.session.name, why: outcome.why });
    else sessions.push(outcome);
  }
  if (sessions.length === 0)
    throw new ImportRefused(
      'no-session',
      `nothing of it is run here: ${skipped.map((each) => `${each.session}, ${each.why}`).join('; ')}`,
      {
        clauses: rule.clauses,
      },
    );
  return {
    meeting,
    sessions,
    signedIn: entries.fresh,
    registered: [...known.register.keys()],
    leftOut: known.leftOut,
    known: known.known,
    skipped,
    flagged: desk.flagged,
    changes: changesOf(editions, { before: state, after: desk.state }, meeting, sessions),
    facts: desk.made,
    state: desk.state,
  };
}

export interface Importing {
  readonly desk: ImportDesk;
  readonly rule: ImportRule;
  readonly request: ImportRequest;
  readonly meeting: string;
  readonly book: Rulebook;
}

function ruleOf(editions: readonly Rulebook[], request: ImportRequest): ImportRule {
  const day = request.file.startsAt?.slice(0, 10) ?? '9999-12-31';
  const book = editions.findLast((each) => each.inForce <= day) ?? editions[0];
  const rule = book?.imports?.get('iracing');
  if (rule) return rule;
  throw new ImportRefused(
    'no-import',
    `the rulebook ${book?.name ?? ''} does not say how result files of iRacing are read: it has no imports.iracing`,
    { field: 'content' },
  );
}

function bookOf(editions: readonly Rulebook[], desk: ImportDesk, meeting: string): Rulebook {
  const announced = [...(desk.state.meetings.get(meeting)?.facts ?? [])].findLast((fact) => 'date' in fact.body);
  const day = (announced?.body as { readonly date?: string } | undefined)?.date ?? '9999-12-31';
  return contextOn(editions, desk.state, day).book;
}

/** The first role that may pass over a requirement, so that what was driven can be put on record. */
function giverOf(editions: readonly Rulebook[]): string {
  return editions.at(-1)?.authority.get('override')?.roles[0] ?? 'official';
}

export function startOf(request: ImportRequest): string {
  return request.file.startsAt ?? '1970-01-01T00:00:00Z';
}

function endOf(request: ImportRequest): string {
  return request.file.endsAt ?? startOf(request);
}

/** Refuses a file of another league, where the rulebook names its own; 0 stands for any. */
function ofTheLeague({ desk, rule, request, meeting, book }: Importing): void {
  if (!rule.league) return;
  const context = contextOn([book], desk.state, '9999-12-31');
  const wanted = String(evaluate(scopeFor(context, { meeting }), rule.league).value);
  const { league } = request.file;
  if (wanted === '0' || wanted === league?.id) return;
  const found = league === undefined ? 'no league' : `the league ${league.id}${league.name === undefined ? '' : ` (${league.name})`}`;
  throw new ImportRefused('another-league', `the file is of ${found}, not of the league ${wanted}`, {
    clauses: rule.clauses,
    field: 'content',
  });
}

/** Gives the values of the request for the meeting, where they are not so already. */
function setValues({ desk, meeting, request }: Importing): void {
  for (const [value, to] of request.values) {
    const given = desk.state.meetings
      .get(meeting)
      ?.facts.of('value-set')
      .findLast((fact) => fact.body.value === value && fact.body.of === 'meeting');
    if (given?.body.to !== to)
      desk.give({ do: 'set-value', meeting, value, to, of: 'meeting', why: `as ${request.fileName} was run` }, startOf(request));
  }
}

interface Entries {
  /** Class and member to the car. */
  readonly cars: ReadonlyMap<string, string>;
  readonly fresh: readonly { readonly class: string; readonly car: string; readonly driver: string }[];
}

interface EntryRow {
  readonly car: string;
  readonly driver: string;
  readonly withdrawn: boolean;
}

/** Signs in who is not; a driver who is keeps the car of the sign-in. Classes that are in one session are joined. */
function signIn(importing: Importing, mapped: readonly MappedSession[], known: Known): Entries {
  const { desk, rule, request, meeting, book } = importing;
  const cars = new Map<string, string>();
  for (const { id } of book.classes)
    for (const entry of desk.ask<{ readonly entries: readonly EntryRow[] }>({ view: 'entries', meeting, class: id }).entries)
      if (!entry.withdrawn) cars.set(`${id} ${entry.driver}`, entry.car);
  const fresh: { class: string; car: string; driver: string }[] = [];
  for (const line of mapped.flatMap((each) => each.session.lines)) {
    const driver = known.names.get(line.driver.id);
    if (driver === undefined) continue;
    const classId = classOfLine(book, rule, line);
    if (cars.has(`${classId} ${driver}`)) continue;
    const others = line.drivers.flatMap((each) => (each.id === line.driver.id ? [] : (known.names.get(each.id) ?? [])));
    const details = {
      ...(line.car === undefined ? {} : { model: line.car }),
      ...(line.team === undefined ? {} : { team: line.team.name }),
      ...(others.length === 0 ? {} : { 'co-drivers': others }),
    };
    desk.give({ do: 'sign-in', meeting, class: classId, driver, car: line.number, details }, startOf(request));
    cars.set(`${classId} ${driver}`, line.number);
    fresh.push({ class: classId, car: line.number, driver });
  }
  joinClasses(importing, mapped);
  return { cars: withMembers(cars, known), fresh };
}

/** The cars by class and number there. */
function withMembers(cars: ReadonlyMap<string, string>, known: Known): ReadonlyMap<string, string> {
  return new Map(
    [...known.names].flatMap(([id, name]) =>
      [...cars].flatMap(([key, car]) =>
        key.slice(key.indexOf(' ') + 1) === name ? [[`${key.slice(0, key.indexOf(' '))} ${id}`, car] as const] : [],
      ),
    ),
  );
}

function joinClasses({ desk, rule, request, meeting, book }: Importing, mapped: readonly MappedSession[]): void {
  for (const { session } of mapped) {
    const present = new Set(session.lines.map((line) => classOfLine(book, rule, line)));
    const classes = book.classes.map((each) => each.id).filter((id) => present.has(id));
    if (classes.length < 2) continue;
    const joined = desk.ask<{ readonly combined: readonly { readonly classes: readonly string[] }[] }>({ view: 'combined', meeting });
    if (!joined.combined.some((each) => classes.every((id) => each.classes.includes(id))))
      desk.give({ do: 'combine', meeting, classes }, startOf(request));
  }
}

/** Brings one session on record; says why not when the race is not run here. */
function oneSession(importing: Importing, each: MappedSession, entries: Entries, at: string): ImportedSession | { readonly why: string } {
  const { desk, rule, book, meeting } = importing;
  const placed: Placed[] = each.session.lines.flatMap((line) => {
    const car = entries.cars.get(`${classOfLine(book, rule, line)} ${line.driver.id}`);
    return car === undefined ? [] : [{ line, car }];
  });
  const classes = new Set(each.session.lines.map((line) => classOfLine(book, rule, line)));
  const inOrder = book.classes.map((one) => one.id).filter((id) => classes.has(id));
  const race = raceId(desk, meeting, inOrder, each.target);
  if (race === undefined) return { why: `there is no race ${each.target} of ${inOrder.join(', ')}` };
  const round = book.rounds.find((one) => one.id === each.target || each.target.startsWith(`${one.id}-`));
  const before = desk.made.length;
  const known = desk.state.meetings.get(meeting)?.races.get(race)?.facts;
  const isNew = (known?.of('race-finished').length ?? 0) + (known?.of('times-recorded').length ?? 0) === 0;
  if (round?.decidedBy === 'time') times(importing, race, placed, at);
  else {
    grid(importing, race, placed, at);
    finish(importing, race, placed, at);
  }
  return { session: each.session.name, race, cars: placed.length, was: isNew ? 'new' : desk.made.length > before ? 'changed' : 'same' };
}

function raceId(desk: ImportDesk, meeting: string, classes: readonly string[], target: string): string | undefined {
  const { races } = desk.ask<{ readonly races: readonly { readonly race: string }[] }>({ view: 'schedule', meeting });
  const found = races
    .map((each) => each.race)
    .find((id) => {
      const [of = '', name] = id.split('/');
      return name === target && classes.every((each) => of.split('+').includes(each));
    });
  return found;
}

/** The best time of each car; a car without one has an empty run. */
function times({ desk, meeting, request }: Importing, race: string, placed: readonly Placed[], at: string): void {
  for (const { line, car } of placed) {
    const best = line.bestLapUs ?? line.qualifyingUs;
    const timesUs = best === undefined ? [] : [best];
    const known = desk.state.meetings
      .get(meeting)
      ?.races.get(race)
      ?.facts.of('times-recorded')
      .findLast((fact) => fact.body.car === car);
    if (!known) desk.give({ do: 'time', meeting, race, car, timesUs }, at);
    else if (!isSame(known.body.timesUs, timesUs)) correct(desk, request, known.seq, { timesUs }, at);
  }
}

/** Puts the cars on the grid of the file, those that are not in it at the end. */
function grid({ desk, meeting, request }: Importing, race: string, placed: readonly Placed[], at: string): void {
  const now = desk.ask<LineUp>({ view: 'line-up', meeting, race }).slots.map((slot) => slot.car);
  const started = placed.filter((each) => each.line.start !== undefined).toSorted((a, b) => (a.line.start ?? 0) - (b.line.start ?? 0));
  const first = started.map((each) => each.car);
  const order = [...first, ...now.filter((car) => !first.includes(car))];
  if (first.length === 0 || isSame(now, order)) return;
  const facts = desk.state.meetings.get(meeting)?.races.get(race)?.facts;
  const changed = facts?.of('line-up-changed').at(-1);
  if (changed) correct(desk, request, changed.seq, { order }, at);
  else if ((facts?.of('race-finished').length ?? 0) === 0)
    desk.give({ do: 'change-line-up', meeting, race, order, why: `the grid of ${request.fileName}` }, at);
}

function finish({ desk, meeting, request, book, rule }: Importing, race: string, placed: readonly Placed[], at: string): void {
  const starters = desk.ask<LineUp>({ view: 'line-up', meeting, race }).slots.map((slot) => slot.car);
  const wanted = finishOf(book, rule, placed, starters);
  const source = request.file.subsession === undefined ? {} : { source: `iracing ${request.file.subsession}` };
  const known = desk.state.meetings.get(meeting)?.races.get(race)?.facts.of('race-finished').at(-1);
  if (!known) {
    desk.give({ do: 'finish', meeting, race, ...wanted, ...source }, at);
    return;
  }
  if (known.body.source !== undefined && source.source !== undefined && known.body.source !== source.source && !request.replace)
    throw new ImportRefused(
      'another-run',
      `${race} came from ${known.body.source}, and this is ${source.source}: say that it takes its place`,
      { field: 'replace' },
    );
  const fields: readonly (keyof Finish)[] = ['order', 'statuses', 'laps', 'bestLapsUs', 'details'];
  const different = Object.fromEntries(
    [...fields.map((name) => [name, wanted[name]] as const), ...Object.entries(source)].filter(
      ([name, value]) => !isSame(sorted((known.body as unknown as Record<string, unknown>)[name] ?? {}), sorted(value)),
    ),
  );
  if (Object.keys(different).length > 0) correct(desk, request, known.seq, different, at);
}

function correct(desk: ImportDesk, request: ImportRequest, fact: number, body: object, at: string): void {
  desk.give({ do: 'correct', fact, body, why: `imported again from ${request.fileName}` }, at);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Maps by their keys, so that only what they hold is compared. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
