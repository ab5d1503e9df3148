import { Temporal } from 'temporal-polyfill';
import { type Context, dayOf, memo } from '../context.ts';
import { feesOwed, toGiveBack } from '../money/debts.ts';
import { attendanceFields, attendanceNow } from '../points/attendance.ts';
import { evaluate, whole, type Extra } from '../scope.ts';
import { fines } from './fines.ts';
import { contextOfSanction, type Sanction, sanctions, scopeOfSanction } from './sanctions.ts';
import { barsAt, suspensions } from './suspensions.ts';
import { endOf } from './terms.ts';

/** What formulas read of somebody's standing with the club at a meeting. */
export function standingFields(context: Context, name: string, meeting?: string, at?: string): Extra {
  const now = (): string => at ?? context.state.all.last()?.at ?? '1970-01-01T00:00:00Z';
  const places = (): readonly string[] => [...new Set(suspensions(context).flatMap((each) => each.rule.bars))];
  const barred = (): readonly string[] =>
    meeting === undefined ? [] : places().filter((place) => barsAt(context, { person: name }, meeting, now(), place).length > 0);
  const finesOpen = (): number =>
    fines(context, now())
      .filter((fine) => fine.payers.includes(name))
      .reduce((sum, fine) => sum + fine.openCents, 0);
  return {
    ...(meeting === undefined ? {} : { here: () => attendanceNow(context, name, meeting) }),
    meetings: () => attendanceFields(context, name, meeting, now),
    suspended: () => meeting !== undefined && barsAt(context, { person: name }, meeting, now()).length > 0,
    suspended_until: () => lastDay(context, name),
    barred_from: barred,
    fines_open: finesOpen,
    fees_owed: () => feesOwed(context, name),
    to_give_back: () => toGiveBack(context, name),
    owes: () => finesOpen() + feesOwed(context, name) + toGiveBack(context, name),
    on_probation: () => laidOn(context, name).some((each) => isWatched(context, each, now())),
    warnings: () => laidOn(context, name).filter((each) => each.consequence.kind === 'warning').length,
    reprimands: () => laidOn(context, name).filter((each) => each.consequence.kind === 'reprimand').length,
  };
}

/** The last day of the longest suspension by calendar time; none for who has none. */
function lastDay(context: Context, name: string): string {
  const own = suspensions(context).filter((each) => each.names.includes(name) && (each.term.days ?? each.term.ms) !== undefined);
  return (
    own
      .map((each) => endOf(each.term).slice(0, 10))
      .toSorted()
      .at(-1) ?? ''
  );
}

/** Everything lasting that was laid on somebody, by name or with their team. */
export function laidOn(context: Context, name: string): readonly Sanction[] {
  return memo(context, `laid on ${name}`, () =>
    sanctions(context).filter(
      (each) => each.driver === name || (each.bearer === 'team' && [each.team?.owner, ...(each.team?.crew ?? [])].includes(name)),
    ),
  );
}

function isWatched(context: Context, each: Sanction, at: string): boolean {
  const { consequence } = each;
  if (consequence.kind !== 'probation') return false;
  const own = contextOfSanction(context, each);
  const scope = scopeOfSanction(own, each);
  const today = dayOf(own.book, at);
  if (consequence.until) return today <= String(evaluate(scope, consequence.until).value);
  if (!consequence.days && !consequence.months) return true;
  const end = Temporal.PlainDate.from(dayOf(own.book, each.at)).add({
    days: consequence.days ? whole(scope, consequence.days).value : 0,
    months: consequence.months ? whole(scope, consequence.months).value : 0,
  });
  return today < end.toString();
}
