/** What the tour sees of what somebody does. */
export interface Seen {
  /** The desk that is open. */
  readonly desk: string;
  readonly search: URLSearchParams;
  /** A dialog stands over the desk. */
  readonly dialog: boolean;
  /** The phase of every race of the night, and how its result stands. */
  readonly phases: readonly string[];
  readonly standings: readonly string[];
  /** Kinds of what was put on record from here, as `call-made`. */
  readonly made: readonly string[];
  /** The public pages were opened from the tour. */
  readonly sawPages: boolean;
}

/** A step: where it is taken, and how the tour knows that it was. */
export interface TourStep {
  readonly id: StepId;
  /** Left out: anywhere. */
  readonly desk?: string;
  readonly tab?: string;
  /** Left out: it is read, and then one goes on. */
  readonly done?: (seen: Seen) => boolean;
}

export const STEP_IDS = [
  'welcome',
  'sign-in',
  'why-slot',
  'green',
  'yellow',
  'call',
  'restart',
  'again',
  'result-why',
  'verdict',
  'page',
  'end',
] as const;
export type StepId = (typeof STEP_IDS)[number];

const is = (phase: string) => (each: string) => each === phase;

/** The demo night from the window to the public page. */
export const STEPS: readonly TourStep[] = [
  { id: 'welcome' },
  { id: 'sign-in', desk: 'sign-in', done: ({ search }) => search.has('entry') },
  { id: 'why-slot', desk: 'line-up', done: ({ dialog }) => dialog },
  { id: 'green', desk: 'race-control', done: ({ phases, made }) => phases.some(is('green')) || made.includes('flag-shown') },
  { id: 'yellow', desk: 'race-control', done: ({ phases }) => phases.some(is('yellow')) },
  { id: 'call', desk: 'race-control', done: ({ made }) => made.includes('call-made') },
  { id: 'restart', desk: 'race-control', done: ({ dialog }) => dialog },
  { id: 'again', desk: 'race-control', done: ({ dialog, phases }) => !dialog && phases.some(is('green')) },
  { id: 'result-why', desk: 'results', done: ({ dialog }) => dialog },
  { id: 'verdict', desk: 'stewards', tab: 'cases', done: ({ search }) => search.has('case') },
  { id: 'page', done: ({ sawPages }) => sawPages },
  { id: 'end' },
];
