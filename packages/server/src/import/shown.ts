import { contextOn, meetings, type Result, type Rulebook, type State, view } from '@racetower/engine';
import type { FileDriver, ResultFile } from '@racetower/timing';
import type { Imported } from './import-file.ts';
import type { ImportRequest, UnknownDriver } from './request.ts';

/** A car in a result that an import makes. */
export interface ImportedRow {
  readonly place?: number;
  readonly car: string;
  readonly driver: string;
  readonly status: string;
  readonly laps?: number;
  /** As the service counts them; none in a session by time. */
  readonly incidents?: number;
}

interface OpenedCase {
  readonly id: string;
  readonly says: string;
  readonly race?: string;
}

/** What an import comes to, for people: before it is kept, and afterwards. */
export interface ImportShown extends Omit<Imported, 'facts' | 'state' | 'meeting'> {
  readonly file: Pick<ResultFile, 'format' | 'name' | 'league' | 'startsAt' | 'track'>;
  readonly meeting: { readonly meeting: string; readonly name: string; readonly date: string; readonly isNew: boolean };
  readonly drivers: readonly (FileDriver & { readonly member: string; readonly how: 'known' | 'decided' | 'new' | 'unknown' })[];
  /** Nobody's number matches, and nothing was decided. */
  readonly unknown: readonly UnknownDriver[];
  readonly results: readonly { readonly race: string; readonly name: string; readonly rows: readonly ImportedRow[] }[];
  /** Cases that open by themselves with the results, as a review. */
  readonly cases: readonly OpenedCase[];
  /** How many facts it makes; none where nothing is new. */
  readonly facts: number;
}

/** What the server answers: nothing is kept before it says so. */
export interface ImportAnswer extends ImportShown {
  readonly kept: boolean;
  /** It was on record already, under the same key. */
  readonly repeated: boolean;
  readonly seq: number;
}

/** Tells what an import comes to. */
export function shownImport(
  editions: readonly Rulebook[],
  before: State,
  request: ImportRequest,
  { imported, unknown }: { readonly imported: Imported; readonly unknown: readonly UnknownDriver[] },
): ImportShown {
  const { facts, state, meeting, ...rest } = imported;
  const { format, name, league, startsAt, track } = request.file;
  return {
    ...rest,
    file: { format, name, track, ...(league ? { league } : {}), ...(startsAt === undefined ? {} : { startsAt }) },
    meeting: meetingShown(editions, state, meeting, !before.meetings.has(meeting)),
    drivers: driversOf(request, imported, unknown),
    unknown,
    results: imported.sessions.map((each) => resultOf(editions, state, meeting, each.race)),
    cases: newCases(editions, before, state, meeting),
    facts: facts.length,
  };
}

function meetingShown(editions: readonly Rulebook[], state: State, id: string, isNew: boolean): ImportShown['meeting'] {
  const found = meetings(contextOn(editions, state, '9999-12-31')).find((each) => each.id === id);
  return { meeting: id, name: found?.name ?? id, date: found?.date ?? id, isNew };
}

function driversOf(request: ImportRequest, imported: Imported, unknown: readonly UnknownDriver[]): ImportShown['drivers'] {
  const strangers = new Set(unknown.map((each) => each.id));
  const fresh = new Set(imported.registered);
  const how = (id: string, member: string): ImportShown['drivers'][number]['how'] => {
    if (strangers.has(id)) return 'unknown';
    return request.decisions.as.has(id) ? 'decided' : fresh.has(member) ? 'new' : 'known';
  };
  return imported.known.map(({ driver, member }) => ({ ...driver, member, how: how(driver.id, member) }));
}

function resultOf(editions: readonly Rulebook[], state: State, meeting: string, race: string): ImportShown['results'][number] {
  const scheduled = view(editions, state, { view: 'schedule', meeting });
  const { races } = (scheduled.ok ? scheduled.answer : { races: [] }) as { readonly races: readonly { race: string; name: string }[] };
  const { classes } = contextOn(editions, state, '9999-12-31').book;
  const joined = (race.split('/')[0] ?? '').split('+').map((id) => classes.find((each) => each.id === id)?.name ?? id);
  const name = `${joined.join(' + ')} ${races.find((each) => each.race === race)?.name ?? race}`;
  const answered = view(editions, state, { view: 'result', meeting, race });
  const rows = answered.ok ? (answered.answer as Result).rows : [];
  return {
    race,
    name,
    rows: rows.map(({ place, car, driver, status, laps, details }) => ({
      ...(place === undefined ? {} : { place }),
      car,
      driver,
      status,
      ...(laps === undefined ? {} : { laps }),
      ...(typeof details?.['incidents'] === 'number' ? { incidents: details['incidents'] } : {}),
    })),
  };
}

function newCases(editions: readonly Rulebook[], before: State, after: State, meeting: string): ImportShown['cases'] {
  const casesOf = (state: State): readonly OpenedCase[] => {
    if (!state.meetings.has(meeting)) return [];
    const answered = view(editions, state, { view: 'cases', meeting });
    return answered.ok ? (answered.answer as { readonly cases: readonly OpenedCase[] }).cases : [];
  };
  const known = new Set(casesOf(before).map((each) => each.id));
  return casesOf(after)
    .filter((each) => !known.has(each.id))
    .map(({ id, says, race }) => ({ id, says, ...(race === undefined ? {} : { race }) }));
}

/** The members that a driver of a file may be: those who are registered, and whether they have a number already. */
export function memberNames(state: State, detail: string): readonly { readonly name: string; readonly number?: string }[] {
  const members = new Map<string, string | undefined>();
  for (const { body } of state.club.of('person-registered')) {
    const number = body.details[detail];
    members.set(body.person, typeof number === 'string' || typeof number === 'number' ? String(number) : members.get(body.person));
  }
  return [...members]
    .map(([name, number]) => ({ name, ...(number === undefined ? {} : { number }) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
