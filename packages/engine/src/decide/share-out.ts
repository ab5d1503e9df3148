import { dayOf } from '../context.ts';
import { fundShares } from '../money/fund-shares.ts';
import type { Deciding } from './deciding.ts';

/** Refuses the act that shares out a fund while that cannot be worked out: shares that nobody set, a fund smaller than what comes off first. */
export function mayShareOut(deciding: Deciding, act: string, place: { readonly season?: string; readonly meeting?: string }): void {
  const { context, command } = deciding;
  const ofMeeting = place.meeting === undefined ? undefined : context.state.meetings.get(place.meeting)?.season;
  const season = place.season ?? command.season ?? ofMeeting ?? dayOf(context.book, command.at).slice(0, 4);
  for (const fund of context.book.funds?.values() ?? []) if (fund.shares?.on === act) fundShares(context, fund.id, season);
}
