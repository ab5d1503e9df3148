import { type CommandKind, hasRole, roleOf, type Rulebook, VIEWS } from '@racetower/engine';

/** Where somebody works. A role of the rulebook works at the desk of its name, or at the one that the club gives it. */
export const DESKS = [
  'office',
  'race-director',
  'tower',
  'scorer',
  'flagger',
  'pit-steward',
  'sign-in',
  'scales',
  'tech',
  'treasurer',
  'steward',
  'board',
  'official',
  'handler',
  'driver',
  'public',
] as const;
export type Desk = (typeof DESKS)[number];

const CONTROL = ['race-director', 'tower', 'scorer', 'flagger'] as const;
const SCORING = ['race-director', 'tower', 'scorer'] as const;
const ENTRY = ['race-director', 'tower', 'sign-in'] as const;
const STEWARDS = ['race-director', 'steward', 'board'] as const;
const MONEY = ['treasurer'] as const;
const CALENDAR = ['office', 'race-director', 'tower', 'board'] as const;
const OFFICIALS = DESKS.filter((desk) => !['handler', 'driver', 'public'].includes(desk));
const SIGNED_IN = DESKS.filter((desk) => desk !== 'public');

/**
 * Desks that may give a command. The rulebook is stricter still: which role may make which call, keep which record and give which
 * override is decided by it, after this. Roles that its `authority` names for a command may give it at any desk.
 */
export const MAY_GIVE: { readonly [K in CommandKind]: readonly Desk[] } = {
  'open-season': CALENDAR,
  'schedule-meeting': CALENDAR,
  'open-meeting': ['office', 'race-director', 'tower', 'sign-in'],
  'close-meeting': ['office', 'race-director', 'tower'],
  'cancel-meeting': CALENDAR,
  'set-value': ['office', 'race-director', 'tower', 'board'],
  register: ['office', ...ENTRY],
  'register-car': ['office', ...ENTRY],
  'sign-in': ENTRY,
  withdraw: ENTRY,
  draw: [...ENTRY, 'scorer', 'pit-steward', 'tech'],
  'commit-seed': ENTRY,
  'reveal-seed': ENTRY,
  combine: ['race-director', 'tower'],
  'post-line-up': ['race-director', 'tower', 'scorer', 'pit-steward'],
  'change-line-up': ['race-director', 'tower'],
  scratch: [...CONTROL, 'pit-steward'],
  flag: CONTROL,
  lap: SCORING,
  'see-order': CONTROL,
  pass: SCORING,
  'assign-transponder': ['office', ...SCORING, 'sign-in', 'pit-steward', 'tech'],
  'keep-sheet': SCORING,
  'let-stand': SCORING,
  finish: SCORING,
  time: SCORING,
  mark: OFFICIALS,
  record: OFFICIALS,
  call: OFFICIALS,
  file: SIGNED_IN,
  rule: STEWARDS,
  pay: ['treasurer', ...ENTRY],
  receive: MONEY,
  'pay-out': MONEY,
  transfer: MONEY,
  'close-out': MONEY,
  tick: OFFICIALS,
  'post-order': ['race-director', 'tower', 'scorer', 'pit-steward'],
  'post-scores': SCORING,
  'carry-points': ['office', 'race-director', 'board'],
  'make-official': ['race-director', 'tower', 'scorer', 'steward'],
  void: ['race-director', 'tower', 'board'],
  restore: ['race-director', 'tower', 'board'],
  correct: ['race-director', 'tower', 'board'],
};

const EVERYBODY = DESKS;
const CASES = ['race-director', 'tower', 'steward', 'board'] as const;
/** Those who read what is registered of people. */
const PERSONAL = ['office', 'race-director', 'tower', 'sign-in', 'board'] as const;
const BOOKS = ['office', 'treasurer', 'board', 'race-director'] as const;

/** Desks that may ask a view. What the public may not ask holds birthdays, contacts, evidence or money of single people. */
export const MAY_ASK: Readonly<Record<string, readonly Desk[]>> = {
  entries: OFFICIALS,
  schedule: EVERYBODY,
  groups: EVERYBODY,
  'line-up': EVERYBODY,
  race: EVERYBODY,
  'running-order': EVERYBODY,
  restart: EVERYBODY,
  passings: OFFICIALS,
  laps: EVERYBODY,
  'lap-chart': EVERYBODY,
  'points-race': EVERYBODY,
  sheets: OFFICIALS,
  alternates: EVERYBODY,
  clock: EVERYBODY,
  result: EVERYBODY,
  transfers: EVERYBODY,
  points: EVERYBODY,
  standings: EVERYBODY,
  overall: EVERYBODY,
  season: EVERYBODY,
  rain: EVERYBODY,
  fees: [...BOOKS, 'sign-in', 'tower'],
  awards: EVERYBODY,
  draws: EVERYBODY,
  people: PERSONAL,
  registry: PERSONAL,
  person: PERSONAL,
  particulars: OFFICIALS,
  numbers: OFFICIALS,
  transponders: OFFICIALS,
  papers: OFFICIALS,
  buckets: OFFICIALS,
  checks: OFFICIALS,
  tech: OFFICIALS,
  cases: CASES,
  'case-kinds': SIGNED_IN,
  panel: CASES,
  verdicts: EVERYBODY,
  records: OFFICIALS,
  suspensions: OFFICIALS,
  eligible: OFFICIALS,
  fines: [...CASES, 'treasurer', 'office'],
  discipline: CASES,
  deadlines: SIGNED_IN,
  notices: CASES,
  prompts: OFFICIALS,
  offers: OFFICIALS,
  allowed: OFFICIALS,
  acts: OFFICIALS,
  clocks: EVERYBODY,
  timeline: OFFICIALS,
  proposals: OFFICIALS,
  eligibility: OFFICIALS,
  marks: EVERYBODY,
  combined: EVERYBODY,
  meetings: EVERYBODY,
  values: EVERYBODY,
  'values-given': OFFICIALS,
  classes: EVERYBODY,
  'meeting-kinds': EVERYBODY,
  ballots: OFFICIALS,
  results: EVERYBODY,
  value: EVERYBODY,
  clauses: EVERYBODY,
  explain: OFFICIALS,
  findings: OFFICIALS,
  history: OFFICIALS,
  ledger: BOOKS,
  balances: BOOKS,
  purse: OFFICIALS,
  payout: BOOKS,
  'close-out': BOOKS,
  fund: BOOKS,
  'fund-shares': BOOKS,
  earnings: BOOKS,
};

/** Desks that may do something with the timing gear of a club: set it up, switch it on and off, see how it does. */
export const MAY_TIME = {
  'set-up': ['office', 'race-director', 'tower'],
  run: ['office', ...SCORING],
  see: OFFICIALS,
} as const satisfies Readonly<Record<string, readonly Desk[]>>;
export type TimingRight = keyof typeof MAY_TIME;

/** What a post may do with the timing gear. */
export function timingRights(post: Post): readonly TimingRight[] {
  return (Object.keys(MAY_TIME) as readonly TimingRight[]).filter((right) => MAY_TIME[right].some((desk) => desk === post.desk));
}
/** Tells whether a post may bring a result file on record: whoever puts a finish on record may. */
export function mayImport(book: Rulebook, post: Post): boolean {
  return mayGive(book, post, 'finish');
}

/** Desks that may do what is no fact of the club: programs that are told its news, the text of its rulebook, how its log is kept, a copy of it. */
export const MAY_SET = {
  hooks: ['office', 'race-director', 'board'],
  rulebook: ['office', 'race-director', 'board'],
  machine: ['office', 'race-director', 'tower', 'board'],
  backup: ['office', 'board'],
} as const satisfies Readonly<Record<string, readonly Desk[]>>;
export type SettingName = keyof typeof MAY_SET;

/** A role of the rulebook in which somebody acts, and the desk where that is. */
export interface Post {
  readonly role: string;
  readonly desk: Desk;
}

const isDesk = (word: string): word is Desk => DESKS.some((desk) => desk === word);

/** The desk of a role that the club gave none: the one of its name, else that of any official. */
export function deskOf(role: string): Desk {
  return isDesk(role) ? role : 'official';
}

/** Tells whether a post may give a command, before the rulebook is asked. */
export function mayGive(book: Rulebook, post: Post, command: CommandKind): boolean {
  if (post.desk === 'public') return false;
  const named = book.authority.get(command)?.roles ?? [];
  return MAY_GIVE[command].includes(post.desk) || named.some((role) => hasRole(book, roleOf(post.role), role));
}

/** Tells whether a post may ask a view; a view without a row is nobody's. */
export function mayAsk(post: Post, view: string): boolean {
  return Object.hasOwn(MAY_ASK, view) && (MAY_ASK[view] ?? []).includes(post.desk);
}

/** Tells whether a post may set something up. */
export function maySet(post: Post, setting: SettingName): boolean {
  const desks: readonly Desk[] = MAY_SET[setting];
  return desks.includes(post.desk);
}

/** What a post may set up. */
export function settingsOf(post: Post): readonly SettingName[] {
  return (Object.keys(MAY_SET) as readonly SettingName[]).filter((setting) => maySet(post, setting));
}

/** The views that somebody without an account may ask. */
export const PUBLIC_VIEWS: readonly string[] = VIEWS.map((view) => view.name).filter((name) => MAY_ASK[name]?.includes('public') === true);
