import { because, type Because } from '../because.ts';
import { type Context, dayOf, memo, meetings, msOf } from '../context.ts';
import { fallenConsequences } from '../points/effects.ts';
import { scopeFor, whole } from '../scope.ts';
import { factAt } from '../state.ts';

export interface Suspension {
  readonly driver: string;
  /** Meetings that are barred: by number from the call on, or until a day; for ever when neither is given. */
  readonly meetings?: number;
  readonly untilMs?: number;
  readonly ever: boolean;
  readonly fromSeq: number;
  readonly because: Because;
}

/** Lists every suspension that a call or a ruling brought. */
export function suspensions(context: Context): readonly Suspension[] {
  return memo(context, 'suspensions', () =>
    meetings(context).flatMap((meeting) =>
      fallenConsequences(context, meeting.id).flatMap((each) => {
        const { consequence } = each;
        if (consequence.kind !== 'suspend') return [];
        const scope = scopeFor(context, { meeting: meeting.id });
        const fact = factAt(context.state, each.fact);
        const days = consequence.days ? whole(scope, consequence.days).value : undefined;
        const count = consequence.meetings ?? consequence.races;
        return [
          {
            driver: each.driver,
            ...(count ? { meetings: whole(scope, count).value } : {}),
            ...(days !== undefined && fact ? { untilMs: msOf(fact.at) + days * 86_400_000 } : {}),
            ever: consequence.ever,
            fromSeq: each.fact,
            because: because(`${each.driver} is suspended${consequence.ever ? ' for good' : ''}`, {
              clauses: each.clauses,
              facts: [each.fact],
            }),
          },
        ];
      }),
    ),
  );
}

/** The suspension that bars a driver from a meeting, if one does. */
export function suspensionOf(context: Context, driver: string, meeting: string, at?: string): Suspension | undefined {
  const all = meetings(context);
  const here = all.find((each) => each.id === meeting);
  return suspensions(context).find((each) => {
    if (each.driver !== driver || !here) return false;
    const given = factAt(context.state, each.fromSeq)?.meeting;
    const later = all.filter((other) => other.id !== given && other.date >= (all.find((one) => one.id === given)?.date ?? ''));
    if (each.ever) return true;
    if (each.untilMs !== undefined)
      return at !== undefined ? msOf(at) < each.untilMs : here.date < dayOf(context.book, new Date(each.untilMs).toISOString());
    return each.meetings !== undefined && later.slice(0, each.meetings).some((other) => other.id === meeting);
  });
}
