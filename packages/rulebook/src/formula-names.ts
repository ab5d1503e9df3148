/** The names that formulas can read, where, and what they are. Values of the rulebook are read by their own names. */
export interface FormulaName {
  readonly name: string;
  readonly where: 'always' | 'meeting' | 'class' | 'race' | 'car' | 'act' | 'points' | 'season' | 'case' | 'status';
  readonly says: string;
}

export const FORMULA_NAMES: readonly FormulaName[] = [
  { name: 'season', where: 'always', says: 'the season: `id`, `meetings` (list of meetings)' },
  { name: 'meetings', where: 'always', says: 'every meeting of the club, each as `meeting`' },
  {
    name: 'people',
    where: 'always',
    says: 'everybody on record by name, each as `person`: `"Ada" in people && has(people["Ada"].licence)`',
  },
  { name: 'now', where: 'always', says: 'the moment of the question or command, in milliseconds; not in line-ups and points' },
  { name: 'today', where: 'always', says: 'the day of `now` in the zone of the club, `"2026-05-02"`' },
  {
    name: 'meeting',
    where: 'meeting',
    says: 'the race day: `id`, `season`, `date`, `kind`, `name`, `points` (counts for points), `starts_at`, `opened`, `closed`, `number` (of the points meetings of the season), `index` (of all meetings), `calls` (made outside races), `run` (some race was, and rain did not undo it), `classes_run` (list of class ids with cars)',
  },
  { name: 'draws', where: 'meeting', says: 'results of draws by name, for the race, its class, its meeting: `draws.invert`' },
  { name: 'marks', where: 'meeting', says: 'moments by name, in milliseconds; absent until marked: `has(marks.gates_closed)`' },
  { name: 'records', where: 'meeting', says: 'records of the meeting, class or race by name: their fields, `at`, `by`, `count`, `all`' },
  {
    name: 'calls',
    where: 'meeting',
    says: 'how often each call was made in the race (or at the meeting); absent when never: `has(calls.rain_out)`',
  },
  {
    name: 'clocks',
    where: 'meeting',
    says: 'clocks that have started, by name, where there is a `now`: `running`, `paused`, `expired`, `late`, `elapsed` and `remaining` in seconds, `started` and `expires_at` in milliseconds, `laps_left`',
  },
  {
    name: 'class',
    where: 'class',
    says: 'the class: `id`, `name`, `group`, `ended_at` (end of its last race of the meeting, 0 until then)',
  },
  { name: 'cars', where: 'class', says: 'number of cars signed in to the class; in a round, of those there when it was lined up' },
  { name: 'races', where: 'class', says: 'number of races by round: `races.heat`' },
  { name: 'finished', where: 'class', says: 'whether each race of the class has a result: `finished.heat_1`' },
  { name: 'finished_all', where: 'class', says: 'whether every race of a round has a result: `finished_all.heat`' },
  { name: 'combined', where: 'class', says: 'whether the class runs joined with another' },
  {
    name: 'race',
    where: 'race',
    says: 'the race: `id`, `round`, `number`, `letter`, `laps`, `starters`, `cars` (running), `phase`, `flag`, `lap` (done by the leader), `to_go`, `restarts`, `cautions`, `called_back`, `order`, `lapped`, `out`, `alternates`, `scratched` (number of cars), `result` (its standing), `places` (by driver), `handlers`, `barred` (starters who are suspended), `open_cases` (number), `cases` (list: `id`, `kind`, `filer`, `against`, `status`, `outcome`, what was filled in), `ended_at`, `first_green_at`, `first_lap_at` (0 until then)',
  },
  {
    name: 'car',
    where: 'car',
    says: 'the car: `number`, `driver`, `handler`, `pill`, `arrival`, `withdrawn`, its details and records by name, `results` of earlier rounds by name (`place`, `status`, `laps`, `letter`, `number`, `race`), `calls`, `points`; in a race also `laps`, `laps_down` (when it last crossed the line), `lapped`, `replaced` (by an alternate), `running`, `out`, `counts`, `marks`, `slot`, `starts`, `alternate`',
  },
  {
    name: 'driver',
    where: 'car',
    says: 'the driver: `name`, details, records, `season_points`, `meetings_before`, `meetings` (earlier ones that were run, each with `id`, `date`, `season`, `kind`, `points`, and the class ids `entered` and `attempted`), `suspended`, `barred_from` (list), `fines_open` (cents), `on_probation`, `warnings`, `reprimands`',
  },
  { name: 'person', where: 'act', says: 'the person an act is about: `name`, details and records' },
  { name: 'act', where: 'act', says: 'fields of the record, mark or call being given' },
  { name: 'nth', where: 'act', says: 'which one it is: 1 for the first of its kind on this car, person or race, within its ladder' },
  { name: 'old', where: 'act', says: 'an earlier record of the same kind, where `displaces` asks' },
  { name: 'by', where: 'act', says: 'the role that gives the command' },
  { name: 'number', where: 'act', says: 'the car number of the command, at gates of sign-in, line-up and draws' },
  { name: 'draw', where: 'act', says: 'the draw being made: `result`' },
  { name: 'letter', where: 'points', says: 'letter of a main: `"a"`, `"b"` …; also in the line-up, ladder and laps of its round' },
  { name: 'place', where: 'points', says: 'place in the race, or in the round' },
  { name: 'scoring_place', where: 'points', says: 'place in the race with the places that stay empty' },
  { name: 'overall_place', where: 'points', says: 'place among all cars of the race where classes ran together, else the place in it' },
  { name: 'status', where: 'points', says: 'status of the car in the race: `"finished"`, `"dnf"` …' },
  { name: 'attempted', where: 'points', says: 'whether the status counts as an attempt' },
  { name: 'transferred', where: 'points', says: 'the car moved up from this main to a higher one' },
  { name: 'alternate_started', where: 'points', says: 'the car started as an alternate' },
  { name: 'starters', where: 'points', says: 'number of cars that started the race' },
  { name: 'started_from', where: 'points', says: 'its slot at the start' },
  { name: 'gained', where: 'points', says: 'places gained from the start, negative when lost' },
  { name: 'laps_done', where: 'points', says: 'laps the car completed' },
  { name: 'leader_laps', where: 'status', says: 'laps of the first car, where a status is given to finishers' },
  { name: 'fastest_lap', where: 'points', says: 'whether the car has the fastest lap among those with a place' },
  { name: 'points', where: 'points', says: 'points so far' },
  { name: 'won', where: 'season', says: 'number of wins of the driver' },
  { name: 'meetings_run', where: 'season', says: 'number of counted meetings that were run' },
  { name: 'meetings_planned', where: 'season', says: 'number of counted meetings of the season, run or not' },
  { name: 'attempts', where: 'season', says: 'number of counted meetings at which the driver attempted to race' },
  { name: 'signed_in', where: 'season', says: 'number of counted meetings for which the driver signed in' },
  { name: 'missed', where: 'season', says: 'number of counted meetings that were run without the driver' },
  { name: 'finishes', where: 'season', says: 'number of places taken in races' },
  { name: 'total', where: 'season', says: 'points of the table, where it says who is listed and ranked' },
  { name: 'competitor', where: 'season', says: 'whom the table is kept for, the driver or the team: `name`, details and records' },
  { name: 'bought_in', where: 'season', says: 'whether the driver bought in' },
  {
    name: 'filer',
    where: 'case',
    says: 'who files: details and records, `classes` (entered as driver or handler), `drives`, `owns`, `crews`, `entered`, `handles` (drivers), `team` (all of the same car, the filer too), `cars`, `place` in the race (0: none), `meetings_before`',
  },
  { name: 'against', where: 'case', says: 'whom it is filed against, with the same fields; absent fields when nobody is named' },
  { name: 'paid', where: 'case', says: 'cents paid with the filing' },
  { name: 'paid_by', where: 'case', says: 'how it was paid: `"cash"`, `"check"` …' },
  {
    name: 'case',
    where: 'case',
    says: 'the case: its fields when filed; its records and `status` for acts about it; `kind`, `id`, `filed_at`, `driver` (who answers), `car`, `outcome` and `ruled_at` once ruled, `appeals` (cases about it: `id`, `kind`, `status`, `outcome`, `filed_at`)',
  },
  {
    name: 'about',
    where: 'case',
    says: 'the case that this one is about, as `case`, with its ruling and `suspension` (`races`, `days`, `months`, `years`, `ever`, `until`, `shows`: the meetings that it keeps somebody out of); no fields when it is about none',
  },
  { name: 'ruling', where: 'case', says: 'the ruling being made or made: `outcome`, its fields, `at`, `by`' },
  { name: 'votes', where: 'case', says: 'votes on the case by word, `present`, `cast` (not `abstain`)' },
  { name: 'judge', where: 'case', says: 'a member of the panel, with the fields of `filer`' },
  {
    name: 'earlier',
    where: 'case',
    says: 'earlier offences on the ladder, oldest first: `at`, `meeting`, `case`, fields of the ruling or call',
  },
  { name: 'team', where: 'case', says: 'the team of the one it is against: `driver`, `owner`, `crew`, `car`, `class`, `members`' },
  { name: 'deadlines', where: 'always', says: 'the last moments of the rulebook by name, in milliseconds: `now <= deadlines.protest`' },
  { name: 'suspension', where: 'case', says: 'the suspension whose meetings are counted: `class`, `meeting`, `meeting_kind`, `season`' },
];

export interface FormulaFunction {
  readonly signature: string;
  readonly says: string;
}

export const FORMULA_FUNCTIONS: readonly FormulaFunction[] = [
  { signature: 'min(a, b)', says: 'the smaller' },
  { signature: 'max(a, b)', says: 'the larger' },
  { signature: 'abs(n)', says: 'without sign' },
  { signature: 'ceil(a, b)', says: 'a divided by b, rounded up' },
  { signature: 'floor(a, b)', says: 'a divided by b, rounded down' },
  { signature: 'sum(list)', says: 'sum of a list of numbers' },
  { signature: 'seconds(n)', says: 'n seconds in milliseconds, for `now` and marks' },
  { signature: 'minutes(n)', says: 'n minutes in milliseconds' },
  { signature: 'hours(n)', says: 'n hours in milliseconds' },
  { signature: 'age(born, day)', says: 'full years on a day' },
  { signature: 'add_months(day, n)', says: 'the day n months later, at the end of a month clamped to it' },
  { signature: 'add_days(day, n)', says: 'the day n days later' },
  { signature: 'weekday(day)', says: '1 Monday to 7 Sunday' },
  { signature: 'time_on(day, time)', says: 'the moment of a wall-clock time on a day in the zone of the club, in milliseconds' },
  { signature: 'size(list)', says: 'length of a list or text' },
  { signature: 'list.exists(x, test)', says: 'whether a test holds for one' },
  { signature: 'list.all(x, test)', says: 'whether a test holds for all' },
  { signature: 'list.filter(x, test)', says: 'those for which a test holds' },
  { signature: 'list.map(x, formula)', says: 'a list of results' },
];
