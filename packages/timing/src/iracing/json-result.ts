import { z } from 'zod';
import { type FileDriver, type FileSession, type ResultFile, ResultFileError, type ResultLine } from './result-file.ts';

/** A time of the file, in ten-thousandths of a second; below zero, or zero where a time cannot be: none. */
const UNIT_US = 100;

const id = z.union([z.number().int(), z.string().min(1)]).transform(String);
const count = z.number().int().nonnegative();
const whole = z.number().int();
const time = whole.nullish().transform((value) => (value !== null && value !== undefined && value > 0 ? value * UNIT_US : undefined));
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
/** Places of the file count from 0. */
const rank = whole.transform((value) => value + 1);
const rankOrNone = whole.nullish().transform((value) => (value !== null && value !== undefined && value >= 0 ? value + 1 : undefined));

const result = {
  finish_position: rank,
  finish_position_in_class: rankOrNone,
  starting_position: rankOrNone,
  laps_complete: count,
  laps_lead: count.nullish(),
  incidents: count,
  interval: whole.nullish(),
  average_lap: time,
  best_lap_time: time,
  best_lap_num: whole.nullish(),
  best_qual_lap_time: time,
  qual_lap_time: time,
  reason_out: z.string().min(1),
  car_name: text,
  car_class_id: id.nullish(),
  car_class_name: text,
  car_class_short_name: text,
  livery: z.object({ car_number: z.string().min(1) }),
  ai: z.boolean().nullish(),
};

const driven = z.object({ cust_id: id, display_name: z.string(), laps_complete: count.nullish() });

/** A line is of a driver, or of a team with those who drove. */
const line = z.union([
  z.object({ ...result, team_id: id, display_name: z.string(), driver_results: z.array(driven).min(1) }).transform(ofTeam),
  z.object({ ...result, cust_id: id, display_name: z.string() }).transform(ofDriver),
]);

const session = z
  .object({
    simsession_number: whole,
    simsession_name: z.string().min(1),
    simsession_type: whole.nullish(),
    simsession_type_name: text,
    results: z.array(line),
  })
  .transform((read): FileSession & { readonly number: number } => ({
    number: read.simsession_number,
    name: read.simsession_name,
    kind: kindOf(read.simsession_type ?? undefined, read.simsession_type_name ?? ''),
    lines: read.results.toSorted((a, b) => a.place - b.place),
  }));

const instant = z.iso.datetime({ offset: true });

const event = z.object({
  subsession_id: id,
  session_id: id.nullish(),
  session_name: text,
  series_name: text,
  league_id: id.nullish(),
  league_name: text,
  league_season_name: text,
  start_time: instant,
  end_time: instant.nullish(),
  track: z.object({ track_name: z.string(), config_name: text, category: text }),
  session_results: z.array(session).min(1),
});

type Event = z.output<typeof event>;
type Line = z.output<z.ZodObject<typeof result>>;

/** Reads the JSON of a result, with or without the cover that the website puts around it. */
export function readJsonResult(source: string): ResultFile {
  const parsed = parse(source);
  const covered = z.object({ type: z.literal('event_result'), data: z.unknown() }).safeParse(parsed);
  const read = event.safeParse(covered.success ? covered.data.data : parsed);
  if (!read.success) throw problemOf(read.error);
  return fileOf(covered.success ? 'export' : 'api', read.data);
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = Number(/position (\d+)/.exec(error.message)?.[1] ?? 0);
    const ended = at >= source.trimEnd().length || /end of JSON input|unterminated/i.test(error.message);
    const says = ended ? 'the file ends in its middle; save it again' : `this is no JSON: ${error.message}`;
    throw new ResultFileError(ended ? 'truncated' : 'no-result', '', says);
  }
}

function problemOf(error: z.ZodError): ResultFileError {
  const [first] = deepest(error.issues);
  const where = (first?.path ?? [])
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  const known = !where.startsWith('subsession_id') && where !== '';
  return known
    ? new ResultFileError('bad-value', where, first?.message ?? 'it cannot be read')
    : new ResultFileError('no-result', where, 'this is no result of a session');
}

/** Of a choice the part that got furthest tells what is wrong. */
function deepest(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const inner = issue.errors
      .map((each) => deepest(each))
      .toSorted((a, b) => a.length - b.length)
      .flatMap((each, index) => (index === 0 ? each : []));
    return inner.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
  });
}

function fileOf(format: 'export' | 'api', read: Event): ResultFile {
  const league = read.league_id === null || read.league_id === undefined || Number(read.league_id) <= 0 ? undefined : read.league_id;
  return {
    format,
    subsession: read.subsession_id,
    ...(read.session_id ? { session: read.session_id } : {}),
    name: read.session_name ?? read.series_name ?? `session ${read.subsession_id}`,
    ...(league === undefined ? {} : { league: given({ id: league, name: read.league_name, season: read.league_season_name }) }),
    startsAt: utc(read.start_time),
    ...(read.end_time ? { endsAt: utc(read.end_time) } : {}),
    track: given({ name: read.track.track_name, config: read.track.config_name, category: read.track.category }),
    // The main session is number 0, what was run before it counts down.
    sessions: read.session_results.toSorted((a, b) => a.number - b.number).map(({ name, kind, lines }) => ({ name, kind, lines })),
  };
}

function utc(instantText: string): string {
  return new Date(instantText).toISOString();
}

function kindOf(type: number | undefined, typeName: string): FileSession['kind'] {
  if (type === 6 || /race/i.test(typeName)) return 'race';
  return type === 4 || type === 5 || /qualify/i.test(typeName) ? 'qualifying' : 'practice';
}

function ofDriver(read: Line & { readonly cust_id: string; readonly display_name: string }): ResultLine {
  const driver = { id: read.cust_id, name: read.display_name };
  return { ...shared(read), driver, drivers: [driver], computer: read.ai ?? Number(read.cust_id) < 0 };
}

function ofTeam(
  read: Line & { readonly team_id: string; readonly display_name: string; readonly driver_results: readonly z.output<typeof driven>[] },
): ResultLine {
  const drivers: readonly FileDriver[] = read.driver_results
    .toSorted((a, b) => (b.laps_complete ?? 0) - (a.laps_complete ?? 0))
    .map((each) => ({ id: each.cust_id, name: each.display_name }));
  const [driver] = drivers;
  const team = { id: read.team_id, name: read.display_name };
  return { ...shared(read), driver: driver ?? team, team, drivers, computer: read.ai ?? false };
}

function shared(read: Line): Omit<ResultLine, 'driver' | 'drivers' | 'team' | 'computer'> {
  const interval = read.interval ?? -1;
  return given({
    place: read.finish_position,
    placeInClass: read.finish_position_in_class,
    number: read.livery.car_number,
    car: read.car_name,
    class: {
      id: read.car_class_id ?? '',
      name: read.car_class_name ?? '',
      shortName: read.car_class_short_name ?? read.car_class_name ?? '',
    },
    start: read.starting_position,
    laps: read.laps_complete,
    lapsLed: read.laps_lead ?? 0,
    incidents: read.incidents,
    bestLapUs: read.best_lap_time,
    bestLap: read.best_lap_time !== undefined && (read.best_lap_num ?? 0) > 0 ? (read.best_lap_num ?? undefined) : undefined,
    averageLapUs: read.average_lap,
    intervalUs: interval >= 0 ? interval * UNIT_US : undefined,
    qualifyingUs: read.best_qual_lap_time ?? read.qual_lap_time,
    reasonOut: read.reason_out,
  });
}

/** Leaves out what is not given. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
