/** What can be wrong between the gear and the record, with what to do. */
export const CLUB_PROBLEMS = {
  log: 'passings cannot be put on record; they wait and are tried again',
  'no-meeting': 'passings came while no meeting was open: open the meeting; the capture has them',
  'not-taken': 'the rulebook refused passings: see `notTaken`',
  overrun: 'more came than can be put on record; the capture has all of it',
  'held-back': 'in a flood, what nobody had read before it is held back; the capture has it',
  capture: 'what comes in cannot be kept: look at the disk',
  memory: 'the numbers of the decoder cannot be kept: after a restart passings may be told twice',
  'cannot-start': 'the gear cannot be started as it is set up',
  'two-cars': 'two cars of a class have the same transponder: ask which one has it, and take it off the other',
  'unknown-transponder': 'nobody has this transponder: say whose it is',
} as const;
export type ClubProblemKind = keyof typeof CLUB_PROBLEMS;

export interface ClubProblem {
  readonly kind: ClubProblemKind;
  readonly says: string;
  readonly source?: string;
  /** It holds now; what only happened does not hold. */
  readonly now: boolean;
}
