import type { RosterPlan as Planned } from '../roster/plan.ts';

/** A list of members to be looked at. */
export interface RosterAsked {
  /** Role in which it would be given. */
  readonly by?: string;
  /** Lines of the file that hold something, with their numbers there. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** The line of the headings, 0 where there are none; left out: it is found. */
  readonly heading?: number;
  /** What each column is; left out: by the headings. */
  readonly columns?: readonly (string | null)[];
}

/** What a list would change, line by line. */
export type RosterPlan = Planned & { readonly seq: number };
export type RosterLine = Planned['lines'][number];
