import { because, type Because } from '../because.ts';
import type { Command, CommandKind } from '../command.ts';
import { type Context, forThisStateOnly, msOf } from '../context.ts';
import { clockAt } from '../control/clocks.ts';
import { raceRun } from '../control/race-run.ts';
import { decide } from '../decide.ts';
import { FLAGS } from '../decide/race.ts';
import { hasRole } from '../entry/roles.ts';
import { classesIn } from '../entry/entries.ts';
import { plannedRace } from '../lineup/plan.ts';
import type { Query } from './query.ts';

/** What an official can fill in: every mark, record and call of the rulebook, or those of one sort, or those that a role may give. */
export function actsView(context: Context, sort: string | undefined, role: string | undefined) {
  const rows = [...context.book.acts.values()]
    .filter((act) => sort === undefined || act.sort === sort)
    .filter((act) => role === undefined || act.by.length === 0 || act.by.some((each) => hasRole(context.book, role, each)))
    .map((act) => ({
      name: act.id,
      sort: act.sort,
      says: act.says,
      of: act.of,
      by: act.by,
      approvals: act.approvals,
      fields: act.fields,
      ...(act.ladder === undefined ? {} : { ladder: act.ladder }),
      because: because(act.says, { clauses: act.clauses }),
    }));
  return { acts: rows, because: because('what is put on record', { from: rows.map((row) => row.because) }) };
}

/** The clocks that have started here: those of the meeting, of a race and of its cars. */
export function clocksView(context: Context, meeting: string, raceId: string | undefined, at: string) {
  const race = raceId === undefined ? undefined : plannedRace(context, meeting, raceId);
  const cars = race ? raceRun(context, meeting, race.id).order : [];
  const here = {
    meeting,
    ...(race ? { race: race.id, round: race.round, class: classesIn(race.class)[0] ?? race.class } : {}),
  };
  const rows = [...context.book.clocks.values()].flatMap((rule) => {
    if (rule.of !== 'meeting' && !race) return [];
    return (rule.of === 'car' ? cars : [undefined]).flatMap((car) => {
      const state = clockAt(context, { ...here, ...(car === undefined ? {} : { car }) }, rule, msOf(at));
      return state ? [{ ...state, says: rule.says, of: rule.of, atEnd: rule.atEnd, ...(car === undefined ? {} : { car }) }] : [];
    });
  });
  return { clocks: rows, because: because('clocks', { from: rows.map((row) => row.because) }) };
}

/** Commands about a race that need nothing more to be said. */
const PLAIN: readonly CommandKind[] = ['post-line-up', 'finish', 'make-official'];

/** A command as a role would be answered that gave it now. */
export interface Allowed {
  readonly command: CommandKind;
  readonly flag?: string;
  readonly allowed: boolean;
  /** Asks first whether it is meant. */
  readonly asks?: string;
  /** Why not, and who may give it anyway. */
  readonly says?: string;
  readonly code?: string;
  readonly override?: readonly string[];
  readonly because: Because;
}

/** Each flag and each plain command of a race, as a role would be answered that gave it now. */
export function allowedView(context: Context, query: Query, at: string) {
  const given = { at, by: query.role ?? 'race-director', meeting: String(query.meeting), race: String(query.race) };
  plannedRace(context, given.meeting, given.race);
  // What a decision reads is not noted as read by this answer: it holds until anything happens.
  forThisStateOnly(context);
  const rows: readonly Allowed[] = [
    ...FLAGS.map((flag) => ({ command: 'flag' as const, flag, ...answerTo(context, { do: 'flag', flag, ...given }) })),
    ...PLAIN.map((command) => ({ command, ...answerTo(context, { do: command, ...given } as Command) })),
  ];
  return { commands: rows, because: because('what may be given now', { from: rows.map((row) => row.because) }) };
}

function answerTo(context: Context, command: Command): Omit<Allowed, 'command' | 'flag'> {
  // The state itself: what is kept on the live one would be taken for answers of a state that never changes.
  const decision = decide(context.editions, context.keeping.folded, command);
  if (decision.ok)
    return {
      allowed: true,
      because: because('may be given', { from: decision.flagged.map((each) => because(each.says, { clauses: each.clauses })) }),
    };
  const { code, says, clauses, override, facts } = decision.refusal;
  return {
    allowed: code === 'confirm',
    ...(code === 'confirm' ? { asks: says } : { says, code, override }),
    because: because(says, { clauses, facts }),
  };
}
