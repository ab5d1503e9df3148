import type { CommandKind } from '@racetower/engine';
import type { AboutClub, ActingRole, SettingName, ViewName } from '@racetower/server/client';
import type { ComponentType } from 'react';
import type { Words } from '../words/words.tsx';

/** A part of a desk with a tab of its own; the address names it, as `?tab=ledger`. */
export interface DeskTab<Id extends string = string> {
  readonly id: Id;
  readonly words: Words<'title'>;
  /** It is shown to whoever may ask this. */
  readonly asks?: ViewName;
  /** It is shown to whoever has a right that is about no view. */
  readonly open?: (role: ActingRole) => boolean;
}

/** A desk: a place for one job. It is offered to whoever may ask all of `asks` and give one of `gives`. */
export interface Desk {
  /** The last part of its address, as `staging`. */
  readonly id: string;
  /** Its name and what is done there. */
  readonly words: Words<'title' | 'about'>;
  readonly asks: readonly ViewName[];
  /** Left out: reading is enough. */
  readonly gives?: readonly CommandKind[];
  /** What whoever works there may set up; left out: nothing. */
  readonly sets?: SettingName;
  /** A right that is about no view and no command, as to invite officials; left out: none is needed. */
  readonly open?: (role: ActingRole) => boolean;
  /** Clubs whose navigation has it; left out: all. Its address leads there at every club. */
  readonly shownFor?: (club: AboutClub) => boolean;
  /** Desks stand in the order of the day. */
  readonly group: 'night' | 'after' | 'club';
  /** A sign for narrow screens. */
  readonly sign: string;
  /** Its parts; left out: it is of one piece. Whoever walks through every screen goes by this list. */
  readonly tabs?: readonly DeskTab[];
  /** Loads the screen; a chunk of its own. */
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
}

/** Tells whether a desk is offered to a role. */
export function isOffered({ asks, gives, sets, open }: Desk, role: ActingRole): boolean {
  if ((sets !== undefined && !role.sets.includes(sets)) || open?.(role) === false) return false;
  return asks.every((view) => role.asks.includes(view)) && (gives === undefined || gives.some((kind) => role.gives.includes(kind)));
}
