import { type CommandInfo, UsageError, wholeNumber } from './command-line.ts';
import { ACCOUNT_COMMANDS } from './commands/account.ts';
import { coverageCommand } from './commands/coverage.ts';
import { demoCommand } from './commands/demo.ts';
import { LIVE_SPEED, liveDemo } from './commands/demo-live.ts';
import { doCommand } from './commands/do.ts';
import { explainCommand, pathsSaid } from './commands/explain.ts';
import { importCommand } from './commands/import.ts';
import { lintCommand } from './commands/lint.ts';
import { resolveCommand } from './commands/resolve.ts';
import { runCommand } from './commands/run.ts';
import { showCommand } from './commands/show.ts';
import { serveCommand } from './commands/serve.ts';
import { standingsCommand, standingsNotes } from './commands/standings.ts';
import { testCommand } from './commands/test.ts';
import { TIMING_COMMANDS } from './commands/timing.ts';
import { backupCommand, copyCommand, restoreCommand } from './commands/copy.ts';
import { handOverCommand, publishCommand, publishTokenCommand } from './commands/publish.ts';
import { verifyCommand } from './commands/verify.ts';
import { verifyDrawCommand } from './commands/verify-draw.ts';
import { watchNights } from './commands/watch.ts';
import { viewsSaid } from './question.ts';

const NIGHT = 'rulebooks/example-speedway/nights/invert-by-pill.yaml';
const JSON_OPTION = { says: 'print JSON for programs' };
const TO_OPTION = { takes: 'STEP', says: 'stop after this step; steps are counted from 1, repeated ones each' };

const test: CommandInfo = {
  name: 'test',
  purpose: 'runs nights and tells which hold and where the others differ',
  takes: '[PATH…]',
  options: { json: JSON_OPTION, watch: { says: 'stay, and run again what a change of a night or rulebook concerns' } },
  notes: [
    'A PATH is a night or a folder; without one, this folder. Nights are the YAML files in folders named nights.',
    'A night names its rulebook: a folder under rulebooks/ here or above, or a path from the night.',
  ],
  examples: ['test rulebooks', `test ${NIGHT}`, 'test --watch rulebooks/your-club'],
  exits: { 0: 'all hold', 1: 'some do not' },
  run: async (names, given, out) => {
    if (!given.has('watch')) return testCommand(names, { json: given.has('json') }, out);
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    return watchNights(names, out, stop.signal);
  },
};

const DAYS = 200;

const lint: CommandInfo = {
  name: 'lint',
  purpose: 'finds what a rulebook says wrong or leaves open, and makes up days by it to see what breaks',
  takes: 'RULEBOOK…',
  options: {
    days: { takes: 'N', says: `how many days are made up; left out: ${DAYS}` },
    seed: { takes: 'N', says: 'makes up the same days again; left out: others each time' },
    'no-fuzz': { says: 'reads the rulebook only and makes up no days' },
    json: JSON_OPTION,
  },
  notes: [
    'It reads the rulebook: words and names, clauses and blocks that cite each other, rounds that are never run, transfers',
    'that do not add up, points that do not fall, values that nobody gives. Then it makes up days: cars, pills, withdrawals,',
    'finishes, calls, protests, payments; and reports any car with nowhere to start, place given twice, cent or point without',
    'a reason, and anything that breaks, each with a short night that shows it. Notes are for reading and do not count.',
  ],
  examples: ['lint example-speedway', 'lint rulebooks/your-club --no-fuzz', 'lint example-speedway --seed 7 --days 50'],
  exits: { 0: 'nothing to mend', 1: 'something is to be mended' },
  run: (names, given, out) => {
    const seed = wholeNumber(given, 'seed');
    const days = wholeNumber(given, 'days');
    if (given.has('no-fuzz') && (seed !== undefined || days !== undefined))
      throw new UsageError('--no-fuzz makes up no days: leave out --seed and --days');
    const wanted = given.has('no-fuzz') ? 0 : (days ?? DAYS);
    return lintCommand(names, { json: given.has('json'), days: wanted, ...(seed === undefined ? {} : { seed }) }, out);
  },
};

const resolve: CommandInfo = {
  name: 'resolve',
  purpose: 'prints what holds in every edition after extends, each value with the file and line it comes from',
  takes: 'RULEBOOK…',
  options: { json: JSON_OPTION },
  notes: ['The YAML that is printed is a whole rulebook. A path to one file prints that edition alone.'],
  examples: ['resolve example-speedway', 'resolve rulebooks/example-speedway/2026.yaml --json'],
  exits: { 0: 'printed' },
  run: (names, given, out) => resolveCommand(names, { json: given.has('json') }, out),
};

const coverage: CommandInfo = {
  name: 'coverage',
  purpose: 'tells for every clause of a rulebook which nights show that it works',
  takes: 'RULEBOOK…',
  options: { json: JSON_OPTION },
  notes: ['A RULEBOOK is a name under rulebooks/ here or above, or a path. A night that fails shows nothing.'],
  examples: ['coverage example-speedway'],
  exits: { 0: 'every clause is covered', 1: 'some are not, or a night fails' },
  run: (names, given, out) => coverageCommand(names, { json: given.has('json') }, out),
};

const run: CommandInfo = {
  name: 'run',
  purpose: 'runs a night up to any step, and shows what happened or any view of it',
  takes: 'NIGHT [field=value…]',
  options: {
    to: TO_OPTION,
    view: { takes: 'VIEW', says: 'show this view as it stands then, asked by field=value' },
    log: { takes: 'FILE', says: 'keep the facts in a new log, an SQLite file' },
    json: JSON_OPTION,
  },
  notes: ['Views and their fields (? may be left out; the meeting and season are those of the night):', ...viewsSaid()],
  examples: [`run ${NIGHT}`, `run ${NIGHT} --to 14 --view line-up race=mini-stock/heat-1`, `run ${NIGHT} --log night.sqlite`],
  exits: { 0: 'it ran', 1: 'a step fails' },
  run: runCommand,
};

const explain: CommandInfo = {
  name: 'explain',
  purpose: 'tells why: any slot, place, point, clock, fee or fact of a night, down to clauses and facts',
  takes: 'NIGHT WHAT',
  options: {
    to: TO_OPTION,
    meeting: { takes: 'ID', says: 'at this meeting; left out: the one opened last' },
    season: { takes: 'ID', says: 'of this season; left out: the season of the meeting' },
    all: { says: 'the whole tree, however deep' },
    json: JSON_OPTION,
  },
  notes: ['WHAT is a path, its words joined by colons or spaces:', ...pathsSaid().map((path) => `  ${path}`)],
  examples: [`explain ${NIGHT} line-up:mini-stock/a-main:1`, `explain ${NIGHT} points:mini-stock:Fay`],
  exits: { 0: 'explained', 1: 'the night fails; explained as it stood' },
  run: explainCommand,
};

const importResults: CommandInfo = {
  name: 'import',
  purpose: 'brings the result file of a sim-racing session on record',
  takes: 'FILE',
  options: {
    log: { takes: 'LOG', says: "the club's log, an SQLite file; a new one is made" },
    night: { takes: 'NIGHT', says: 'try it at the end of a night instead; nothing is kept' },
    rulebook: { takes: 'RULEBOOK', says: "left out: the one of the log's club" },
    meeting: { takes: 'ID', says: 'at this meeting; left out: the one of that day' },
    kind: { takes: 'KIND', says: 'kind of meeting, when it is not on the calendar' },
    season: { takes: 'ID', says: 'season, when it is not on the calendar' },
    session: { takes: 'NAME,…', says: 'only these sessions of the file' },
    set: { takes: 'VALUE=SETTING,…', says: 'values of the rulebook for the meeting, as how many heats it has' },
    as: { takes: 'NUMBER=NAME,…', says: 'unknown drivers: this number is that member' },
    'leave-out': { takes: 'NUMBER,…', says: '  these do not count here' },
    register: { says: '  all others become members by the name in the file' },
    replace: { says: 'take the place of a result that came from another run of the event' },
    by: { takes: 'ROLE', says: 'who imports; left out: the first role that may override' },
    to: TO_OPTION,
    'dry-run': { says: 'tell what would be kept, and keep nothing' },
    json: JSON_OPTION,
  },
  notes: [
    'Files of iRacing: JSON of the website or of its data interface, or the old table. What each session and class is here stands in',
    'the rulebook under imports. Imported again, a file makes no fact twice; what is otherwise now is corrected and shown.',
  ],
  examples: ['import eventresult.json --log league.sqlite --dry-run', 'import eventresult.json --log league.sqlite --as 123456=Ann'],
  exits: { 0: 'imported, or nothing was new', 1: 'refused; nothing was kept' },
  run: importCommand,
};

const verify: CommandInfo = {
  name: 'verify',
  purpose: 'checks that no fact of a log was changed, removed or put in afterwards',
  takes: 'LOG…',
  options: { json: JSON_OPTION },
  examples: ['verify night.sqlite', 'verify postgres://racetower@db.example/racetower#your-club'],
  exits: { 0: 'the chain is whole', 1: 'it is not; the first wrong fact is named' },
  run: (names, given, out) => verifyCommand(names, { json: given.has('json') }, out),
};

const verifyDraw: CommandInfo = {
  name: 'verify-draw',
  purpose: 'proves from a revealed seed that draws were not made to order',
  takes: '[LOG | FACTS.json]',
  options: {
    rulebook: { takes: 'RULEBOOK', says: "the rulebook of the draws; left out: the one of the log's club" },
    seed: { takes: 'SEED', says: 'prove one draw from what is published alone: the revealed seed,' },
    hash: { takes: 'HASH', says: '  the hash that was committed,' },
    label: { takes: 'LABEL', says: '  what was drawn for: MEETING|DRAW|CLASS|RACE|CAR, empty where there is none,' },
    bucket: { takes: 'A,B,…', says: '  what was in the bucket,' },
    count: { takes: 'N', says: '  how many were drawn; left out: 1,' },
    drawn: { takes: 'A,…', says: '  and what was drawn, to be compared' },
    json: JSON_OPTION,
  },
  notes: [
    'A club commits the SHA-256 of a secret seed before sign-in opens, draws from the seed, and reveals it afterwards.',
    'A pill is drawn by HMAC-SHA256 of LABEL|0 under the seed: its first 48 bits, modulo the number of pills left.',
  ],
  examples: [
    'verify-draw night.sqlite',
    'verify-draw --seed "$SEED" --hash "$HASH" --label "2026-05-02|invert|mini-stock||" --bucket 4,6,8 --drawn 6',
  ],
  exits: { 0: 'every draw is proved', 1: 'one is not, or the seed is still secret' },
  run: verifyDrawCommand,
};

const demo: CommandInfo = {
  name: 'demo',
  purpose: 'tells a whole club day, from sign-in to points, a whole season, or a race from its decoder',
  takes: '[STORY.yaml]',
  options: {
    season: { says: 'a season: standings, fund shares and the register of discipline, show by show' },
    live: { says: 'a race: passings of a simulated decoder over TCP, and what the tower sees' },
    speed: { takes: 'N', says: `with --live, so many times as fast as it was; left out: ${LIVE_SPEED}` },
    rmonitor: { takes: 'PORT', says: 'with --live, show the race to scoreboards here, as 50000' },
    seed: { takes: 'N', says: 'another cast and other luck' },
  },
  examples: ['demo', 'demo --seed 7', 'demo --season', 'demo --live', 'demo --live --speed 1 --rmonitor 50000'],
  exits: { 0: 'told' },
  run: (names, given, out) => {
    const seed = given.text('seed');
    if (given.has('live')) return liveDemo(names, given, out);
    for (const option of ['speed', 'rmonitor']) if (given.has(option)) throw new UsageError(`--${option} goes with --live`);
    return demoCommand(names, { season: given.has('season'), ...(seed === undefined ? {} : { seed }) }, out);
  },
};

const standings: CommandInfo = {
  name: 'standings',
  purpose: "works out a season's table from a spreadsheet of results",
  takes: '',
  options: {
    rulebook: { takes: 'RULEBOOK', says: 'name or path of the rulebook' },
    results: { takes: 'FILE.csv', says: 'a line for each car in each race' },
    calendar: { takes: 'FILE.csv', says: 'a line for each meeting: date, meeting, kind, and values of the rulebook by name' },
    map: { takes: 'COLUMN=HEADING,…', says: 'which heading is which column, where they go by other names' },
    season: { takes: 'SEASON', says: 'which season, where the file has several' },
    table: { takes: 'TABLE', says: 'a table of the rulebook; left out: the first' },
    class: { takes: 'CLASS', says: 'this class alone' },
    group: { takes: 'GROUP', says: 'which one, of a table kept for groups of drivers' },
    at: { takes: 'DAY|MEETING', says: 'as it stood after that day or meeting' },
    why: { takes: 'DRIVER', says: "shows below the table why a driver's points are what they are" },
    csv: { says: 'the table with commas between the cells' },
    json: JSON_OPTION,
  },
  notes: standingsNotes(),
  examples: [
    'standings --rulebook example-speedway --results season.csv',
    'standings --rulebook example-speedway --results season.csv --map "place=Pos,driver=Racer" --class mini-stock --at 2026-06-30 --csv',
  ],
  exits: { 0: 'worked out' },
  run: standingsCommand,
};

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandInfo[] = [
  test,
  run,
  explain,
  doCommand,
  showCommand,
  lint,
  coverage,
  resolve,
  importResults,
  standings,
  publishCommand,
  handOverCommand,
  publishTokenCommand,
  backupCommand,
  restoreCommand,
  copyCommand,
  verify,
  verifyDraw,
  serveCommand,
  ...ACCOUNT_COMMANDS,
  ...TIMING_COMMANDS,
  demo,
];
