import { because, type Because } from '../because.ts';
import { type Context, meetingOf, msOf } from '../context.ts';
import { classesIn } from '../entry/entries.ts';
import type { ProcedureStep } from '../language.ts';
import { plannedRace } from '../lineup/plan.ts';
import { Refused } from '../refusal.ts';
import { hasRole } from '../entry/roles.ts';
import { holds, scopeFor } from '../scope.ts';
import type { Where } from '../values.ts';
import { type ClockState, clockAt } from './clocks.ts';

/** A step that an official should see now. */
export interface Prompt {
  readonly step: string;
  readonly says: string;
  readonly for: readonly string[];
  readonly checklist: readonly { readonly line: string; readonly ticked: boolean }[];
  readonly done: boolean;
  readonly clock?: Pick<ClockState, 'startedAt' | 'remainingSeconds' | 'expired'>;
  readonly offers: readonly string[];
  readonly because: Because;
}

export interface PromptQuestion {
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
  readonly class?: string;
  readonly car?: string;
  readonly role?: string;
}

/** Lists the steps of the rulebook's procedures that are due here now, for one role or for all. */
export function prompts(context: Context, question: PromptQuestion, at: string): readonly Prompt[] {
  const race =
    question.race === undefined || question.meeting === undefined ? undefined : plannedRace(context, question.meeting, question.race);
  const classId = question.class ?? (race ? classesIn(race.class)[0] : undefined);
  const where: Where = {
    ...(question.season !== undefined ? { season: question.season } : {}),
    ...(question.meeting !== undefined ? { meeting: question.meeting } : {}),
    ...(classId !== undefined ? { class: classId } : {}),
    ...(race ? { race: race.id, round: race.round } : {}),
    ...(question.car !== undefined ? { car: question.car } : {}),
  };
  return context.book.procedures
    .filter((step) => isDue(context, step, where, { round: race?.round, role: question.role, at }))
    .map((step) => promptOf(context, step, where, at));
}

function isDue(
  context: Context,
  step: ProcedureStep,
  where: Where,
  seen: { readonly round: string | undefined; readonly role: string | undefined; readonly at: string },
): boolean {
  const { round, role, at } = seen;
  if (role !== undefined && step.for.length > 0 && !step.for.some((each) => hasRole(context.book, role, each))) return false;
  if (step.rounds.length > 0 && (round === undefined || !step.rounds.includes(round))) return false;
  if (step.of === 'race' && where.race === undefined) return false;
  if (step.of === 'car' && where.car === undefined) return false;
  if (step.of === 'class' && where.class === undefined) return false;
  try {
    return holds(scopeFor(context, where, {}, at), step.when);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

function promptOf(context: Context, step: ProcedureStep, where: Where, at: string): Prompt {
  const ticks = where.meeting === undefined ? [] : ticksOf(context, where, step.id);
  const rule = step.clock === undefined ? undefined : context.book.clocks.get(step.clock);
  const clock = rule && clockAt(context, where, rule, msOf(at));
  const checklist = step.checklist.map((line) => ({ line, ticked: ticks.some((tick) => tick.line === line || tick.line === undefined) }));
  return {
    step: step.id,
    says: step.says,
    for: step.for,
    checklist,
    done: checklist.length > 0 ? checklist.every((each) => each.ticked) : ticks.length > 0,
    ...(clock
      ? {
          clock: {
            startedAt: clock.startedAt,
            expired: clock.expired,
            ...(clock.remainingSeconds === undefined ? {} : { remainingSeconds: clock.remainingSeconds }),
          },
        }
      : {}),
    offers: step.offers,
    because: because(step.says, { clauses: step.clauses, facts: ticks.map((tick) => tick.seq), from: clock ? [clock.because] : [] }),
  };
}

function ticksOf(context: Context, where: Where, step: string): readonly { readonly seq: number; readonly line: string | undefined }[] {
  const { facts, races } = meetingOf(context, where.meeting as string).facts;
  const all = [...facts.of('step-ticked'), ...(where.race === undefined ? [] : (races.get(where.race)?.facts.of('step-ticked') ?? []))];
  return all
    .filter((fact) => fact.body.step === step && (fact.body.car === undefined || fact.body.car === where.car))
    .map((fact) => ({ seq: fact.seq, line: fact.body.line }));
}
