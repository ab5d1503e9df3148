import type { ResultRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, memo, memoOfAsker } from '../context.ts';
import type { CaseRule, PurseBlock } from '../language.ts';
import { type Hold, ruleHolds } from '../points/holds.ts';
import { result } from '../points/result.ts';
import type { ScoredRace } from '../points/scored-races.ts';
import { holds, type Scope } from '../scope.ts';
import { accusedTeam } from '../stewards/case-names.ts';
import { type FiledCase, filedCases, isAboutRace, isHeld, rulingStands } from '../stewards/open-cases.ts';

/** A car that is to be paid; the race is left out where the whole night is paid. */
export interface ToBePaid {
  readonly class: string;
  readonly car: string;
  readonly scope: Scope;
  readonly scored?: ScoredRace;
}

/** Why a car is not paid yet: a result that is not settled, a case that could change its place, a condition of the purse. */
export function purseHolds(context: Context, meeting: string, block: PurseBlock, of: ToBePaid): readonly Because[] {
  const released = block.release.flatMap((each) =>
    holds(of.scope, each.must) ? [] : [because(`${each.says}: car ${of.car}`, { clauses: each.clauses })],
  );
  const away = casesAway(context, meeting, of);
  if (!of.scored) return [...released, ...away];
  const { id } = of.scored.race;
  const standing = result(context, meeting, id).standing;
  const early =
    block.official && standing !== 'official' ? [because(`the result of ${id} is not official`, { clauses: block.clauses })] : [];
  return [...released, ...early, ...reaching(raceHoldsOf(context, meeting, of.scored), of.car, [...of.scored.rows.values()]), ...away];
}

/** Holds that reach a car: those of the race, and those of a car that is not behind it. */
function reaching(found: readonly Hold[], car: string, rows: readonly ResultRow[]): readonly Because[] {
  const at = (one: string): number => rows.findIndex((row) => row.car === one);
  return found.filter((each) => each.car === undefined || at(each.car) < 0 || at(each.car) <= at(car)).map((each) => each.because);
}

function raceHoldsOf(context: Context, meeting: string, scored: ScoredRace): readonly Hold[] {
  return memoOfAsker(context, `purse holds ${meeting} ${scored.race.id}`, () => [
    ...ruleHolds(context, meeting, scored.race, [...scored.rows.values()]),
    ...undecided(context, meeting)
      .filter((filed) => isAboutRace(filed, scored.race.id))
      .map((filed) => ({ because: openReason(filed), ...carOfCase(context, filed, scored) })),
  ]);
}

function openReason({ fact, rule, ruled }: FiledCase): Because {
  return because(`${rule.says} is ${ruled ? 'not final' : 'open'}`, {
    clauses: rule.clauses,
    facts: [fact.seq, ...(ruled ? [ruled.seq] : [])],
  });
}

/** Cases of a meeting that hold a purse or a result: open ones, those held on, and rulings that wait for something. */
function undecided(context: Context, meeting: string): readonly FiledCase[] {
  return memo(context, `undecided ${meeting}`, () =>
    filedCases(context, meeting).filter(
      (filed) =>
        (filed.rule.holds.includes('purse') || filed.rule.holds.includes('result')) &&
        (isHeld(context, filed) || (filed.ruled !== undefined && ['unconfirmed', 'stayed'].includes(rulingStands(context, filed)))),
    ),
  );
}

/** The foremost car that a ruling could move; none where the case holds the whole race, or names nobody in it. */
function carOfCase(context: Context, { fact, rule }: FiledCase, scored: ScoredRace): { readonly car?: string } {
  if (rule.holdsPlaces === 'race') return {};
  const rows = [...scored.rows.values()];
  const accused = accusedTeam(context, fact)?.car ?? fact.body.car;
  const named = rows.filter(
    (row) =>
      row.car === accused ||
      (row.driver === fact.body.against && accused === undefined) ||
      (row.driver === fact.body.filer && canHitFiler(rule)),
  );
  const known = named.some((row) => row.car === accused || row.driver === fact.body.against);
  return known && named[0] ? { car: named[0].car } : {};
}

function canHitFiler(rule: CaseRule): boolean {
  return rule.outcomes.some((each) => each.on === 'filer' && each.then.length > 0);
}

/** Cases that hold the purse of a class without naming a race: of the class they name, or of the one they are against. */
function casesAway(context: Context, meeting: string, of: ToBePaid): readonly Because[] {
  return undecided(context, meeting)
    .filter(({ fact, rule }) => fact.race === undefined && rule.holds.includes('purse'))
    .filter(({ fact, rule }) => {
      if (fact.body.class !== undefined) return of.scored === undefined && fact.body.class === of.class;
      const accused = accusedTeam(context, fact);
      return rule.holdsPlaces === 'race' || accused === undefined || accused.class === of.class;
    })
    .map(openReason);
}
