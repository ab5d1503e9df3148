import type { AnyFact, FactBodies, FactKind, Fields, Rulebook } from '@racetower/engine';
import type { ResultLine, SeasonSheet, SheetAct, SheetMeeting } from './season-sheet.ts';
import { SheetError, type SheetProblem } from './sheet-file.ts';

interface Place {
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
}

interface Log {
  readonly book: Rulebook;
  readonly facts: AnyFact[];
}

/**
 * Writes a season down as it would have been put on record: meetings, who was there, line-ups, finishes, and what
 * officials recorded or called. Nothing is asked that would be asked of people at the track: it has been.
 *
 * @throws SheetError where a line contradicts another
 */
export function seasonLog(book: Rulebook, sheet: SeasonSheet): readonly AnyFact[] {
  const log: Log = { book, facts: [] };
  const first = sheet.meetings[0];
  put(log, 'season-opened', { starts: first?.date ?? book.inForce }, first?.date ?? book.inForce, { season: sheet.season });
  for (const [person, details] of sheet.people)
    put(log, 'person-registered', { person, details }, first?.date ?? book.inForce, { season: sheet.season });
  const byMeeting = Map.groupBy(sheet.results, (line) => line.meeting);
  const problems: SheetProblem[] = [];
  for (const meeting of sheet.meetings)
    putMeeting(log, { season: sheet.season, meeting, lines: byMeeting.get(meeting.id) ?? [] }, problems);
  for (const act of sheet.acts) putAct(log, act, sheet.meetings.at(-1)?.date ?? book.inForce, { season: sheet.season });
  if (problems.length > 0) throw new SheetError(problems);
  return log.facts;
}

/** Facts of a day are a second apart, from noon. */
function put<K extends FactKind>(log: Log, kind: K, body: FactBodies[K], day: string, place: Place): void {
  const seq = log.facts.length + 1;
  const at = new Date(Date.parse(`${day}T12:00:00Z`) + (seq % 36_000) * 1000).toISOString();
  log.facts.push({ club: log.book.name, seq, at, by: 'official', kind, ...place, body } as AnyFact);
}

interface MeetingLines {
  readonly season: string;
  readonly meeting: SheetMeeting;
  readonly lines: readonly ResultLine[];
}

function putMeeting(log: Log, of: MeetingLines, problems: SheetProblem[]): void {
  const { season, meeting, lines } = of;
  const place = { season, meeting: meeting.id };
  const { date, kind, name } = meeting;
  put(log, 'meeting-opened', { date, kind, ...(name === undefined ? {} : { name }) }, date, place);
  for (const [value, to] of Object.entries(meeting.values)) put(log, 'value-set', { value, to, of: 'meeting' }, date, place);
  const entries = entriesOf(lines);
  for (const { line, car, details } of entries.values())
    put(log, 'car-signed-in', { class: line.class, driver: line.driver, car, details }, date, place);
  const rank = (round: string | undefined): number => log.book.rounds.findIndex((each) => each.id === round);
  const races = [...Map.groupBy(lines, (line) => line.race)].toSorted(([, a], [, b]) => rank(a[0]?.round) - rank(b[0]?.round));
  for (const [race, field] of races) {
    problems.push(...contradictions(field));
    const cars = new Map(field.map((line) => [line, entries.get(entryKey(line))?.car ?? line.driver]));
    putRace(log, date, { ...place, race }, cars);
  }
}

interface SheetEntry {
  readonly line: ResultLine;
  readonly car: string;
  readonly details: Fields;
}

/** A driver is in a class once at a meeting, whatever number the line of each race names. */
function entryKey(line: ResultLine): string {
  return JSON.stringify([line.class, line.driver]);
}

/** Who was at a meeting, by class and driver. A car keeps its first number unless another driver of the class has it. */
function entriesOf(lines: readonly ResultLine[]): ReadonlyMap<string, SheetEntry> {
  const entries = new Map<string, SheetEntry>();
  const taken = new Set<string>();
  const free = (classId: string, car: string | undefined): car is string => car !== undefined && !taken.has(`${classId} ${car}`);
  for (const line of lines) {
    const before = entries.get(entryKey(line));
    const car = before?.car ?? (free(line.class, line.car) ? line.car : named(line, taken));
    taken.add(`${line.class} ${car}`);
    entries.set(entryKey(line), { line: before?.line ?? line, car, details: { ...before?.details, ...line.details } });
  }
  return entries;
}

function named(line: ResultLine, taken: ReadonlySet<string>): string {
  const names = [line.driver, `${line.driver} ${line.car ?? ''}`.trim()];
  return names.find((name) => !taken.has(`${line.class} ${name}`)) ?? `${line.driver} (${line.spot.line})`;
}

/** A driver listed twice in a race, or a place given twice. */
function contradictions(field: readonly ResultLine[]): readonly SheetProblem[] {
  const drivers = new Map<string, ResultLine>();
  const places = new Map<number, ResultLine>();
  return field.flatMap((line): readonly SheetProblem[] => {
    const twice = drivers.get(line.driver);
    const taken = line.place === undefined ? undefined : places.get(line.place);
    drivers.set(line.driver, line);
    if (line.place !== undefined) places.set(line.place, line);
    const found = twice
      ? { column: 'driver', says: `${line.driver} is in ${line.race} twice, also on line ${twice.spot.line}` }
      : taken && {
          column: 'place',
          says: `place ${line.place ?? ''} of ${line.race} is taken by ${taken.driver} on line ${taken.spot.line}`,
        };
    return found ? [{ ...line.spot, ...found }] : [];
  });
}

function putRace(log: Log, date: string, place: Required<Place>, cars: ReadonlyMap<ResultLine, string>): void {
  const carOf = (line: ResultLine): string => cars.get(line) ?? '';
  const last = Number.MAX_SAFE_INTEGER;
  const finish = [...cars.keys()].toSorted((a, b) => (a.place ?? last) - (b.place ?? last));
  const grid = finish.toSorted((a, b) => (a.start ?? last) - (b.start ?? last));
  put(log, 'line-up-posted', { order: grid.map(carOf) }, date, place);
  for (const line of finish)
    if (line.timesUs !== undefined) put(log, 'times-recorded', { car: carOf(line), timesUs: line.timesUs }, date, place);
  const fielded = <T>(read: (line: ResultLine) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      finish.flatMap((line) => {
        const value = read(line);
        return value === undefined ? [] : [[carOf(line), value]];
      }),
    );
  const statuses = fielded((line) => line.status);
  put(log, 'race-finished', { order: finish.map(carOf), statuses, laps: fielded((line) => line.laps) }, date, place);
  for (const line of finish)
    for (const act of line.acts) putAct(log, act, date, place, { class: line.class, car: carOf(line), driver: line.driver });
}

const KINDS = { record: 'record-made', call: 'call-made', mark: 'moment-marked' } as const;

interface Whose {
  readonly class: string;
  readonly car: string;
  readonly driver: string;
}

/** Puts an act down about the car of its line, or about the person where the rulebook keeps it of persons. */
function putAct(log: Log, act: SheetAct, date: string, place: Place, whose?: Whose): void {
  const rule = log.book.acts.get(act.name);
  if (!rule) throw new Error(`the rulebook has no record or call ${act.name}`);
  const person = act.person ?? (rule.of === 'person' ? whose?.driver : undefined);
  const subject = person === undefined ? (whose ? { class: whose.class, car: whose.car } : {}) : { person };
  const { race: _, ...outside } = place;
  put(
    log,
    KINDS[rule.sort],
    { name: act.name, ...subject, fields: act.fields, approvals: [] },
    date,
    person === undefined ? place : outside,
  );
}
