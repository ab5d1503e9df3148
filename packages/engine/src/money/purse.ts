import { because, type Because } from '../because.ts';
import { type Context, memo } from '../context.ts';
import { entered } from '../entry/entries.ts';
import type { Entry } from '../answers.ts';
import type { PurseBlock, PurseRule } from '../language.ts';
import { refuse } from '../refusal.ts';
import { meetingPoints } from '../points/meeting-points.ts';
import { inPoints } from '../points/point-parts.ts';
import { namesOfRow } from '../points/row-names.ts';
import { type ScoredRace, scoredRaces } from '../points/scored-races.ts';
import { evaluate, type Extra, holds, list, type Scope, scopeFor, whole } from '../scope.ts';
import { moneyText } from './amounts.ts';
import { divided, part, type Part } from './division.ts';
import { moneyNames } from './money-names.ts';
import { afterLosses } from './purse-losses.ts';
import { purseHolds } from './purse-holds.ts';
import { namesOf, type PursePart, splitAmong } from './purse-split.ts';

/** What a block of the purse pays a car, divided among those who have it. */
export interface PurseLine {
  readonly block: string;
  /** The account that pays. */
  readonly from: string;
  readonly race?: string;
  readonly class: string;
  readonly car: string;
  readonly driver: string;
  /** The place that is paid; 0 where no place decides. */
  readonly place: number;
  /** 0 when it was lost, or the rule that applies pays nothing. */
  readonly cents: number;
  readonly parts: readonly PursePart[];
  /** Names who may take it at the window; empty: anyone. */
  readonly collectors: readonly string[];
  readonly collectClauses: readonly string[];
  /** Why it is not paid yet. */
  readonly held: readonly Because[];
  /** The fact that it rests on. */
  readonly fact: number;
  readonly because: Because;
}

/** Works out the purse of a meeting, block by block; every amount rests on the result as it stands. */
export function purse(context: Context, meeting: string): readonly PurseLine[] {
  return memo(context, `purse ${meeting}`, () =>
    (context.book.purse ?? []).flatMap((block) => {
      const lines = context.book.classes
        .filter((each) => block.classes.length === 0 || block.classes.includes(each.id))
        .flatMap((each) => blockLines(context, meeting, block, each.id));
      return block.once === true ? paidOnce(context, block, lines) : lines;
    }),
  );
}

/** Leaves a driver the most of what a block pays, of equal amounts the first; what the others would have paid stays. */
function paidOnce(context: Context, block: PurseBlock, lines: readonly PurseLine[]): readonly PurseLine[] {
  const most = new Map<string, PurseLine>();
  for (const line of lines) if (line.cents > (most.get(line.driver)?.cents ?? -1)) most.set(line.driver, line);
  return lines.map((line) => {
    const paid = most.get(line.driver);
    if (!paid || paid === line || line.cents === 0) return line;
    const says = `${block.says} is paid once: ${line.driver} has ${moneyText(context.book, paid.cents)}${paid.race === undefined ? '' : ` of ${paid.race}`}`;
    const why = because(says, { clauses: block.clauses, from: [line.because] });
    return { ...line, cents: 0, parts: line.parts.map((each) => ({ ...each, cents: 0 })), held: [], because: why };
  });
}

/** A car for which a rule of the block holds. */
interface Claim {
  readonly entry: Entry;
  readonly place: number;
  readonly rule: PurseRule;
  readonly scope: Scope;
  readonly scored?: ScoredRace;
  readonly row?: Because;
}

function blockLines(context: Context, meeting: string, block: PurseBlock, classId: string): readonly PurseLine[] {
  const claims = block.rounds.length === 0 ? nightClaims(context, meeting, block, classId) : raceClaims(context, meeting, block, classId);
  const paid = new Map<Claim, Amount>();
  for (const claim of claims) if (!claim.rule.pot) paid.set(claim, amountOf(claim));
  const pots = Map.groupBy(
    claims.filter((claim) => claim.rule.pot),
    (claim) => `${block.rules.indexOf(claim.rule)} ${block.place === 'race' ? (claim.scored?.race.id ?? '') : ''}`,
  );
  for (const pot of pots.values()) for (const [claim, amount] of potAmounts(block, pot)) paid.set(claim, amount);
  return claims.map((claim) => lineOf(context, meeting, block, claim, paid.get(claim) ?? { cents: 0, why: [] }));
}

function nightClaims(context: Context, meeting: string, block: PurseBlock, classId: string): readonly Claim[] {
  if (entered(context, meeting, classId).length === 0) return [];
  const names = moneyNames(context, meeting, classId);
  if (!holds(scopeFor(context, { meeting, class: classId }, names), block.when)) return [];
  const earned = (car: string) => meetingPoints(context, meeting, classId).find((each) => each.car === car);
  return entered(context, meeting, classId).flatMap((entry) => {
    const extra: Extra = {
      ...names,
      place: () => 0,
      attempted: () => earned(entry.car)?.attempted ?? false,
      points: () => inPoints(context.book, earned(entry.car)?.total ?? 0),
    };
    const scope = scopeFor(context, { meeting, class: classId, car: entry.car }, extra);
    const rule = block.rules.find((each) => holds(scope, each.when));
    return rule ? [{ entry, place: 0, rule, scope }] : [];
  });
}

function raceClaims(context: Context, meeting: string, block: PurseBlock, classId: string): readonly Claim[] {
  const names = moneyNames(context, meeting, classId);
  return scoredRaces(context, meeting, classId, new Set(block.rounds)).flatMap((scored) => {
    const where = { meeting, class: classId, round: scored.race.round, race: scored.race.id };
    if (!holds(scopeFor(context, where, names), block.when)) return [];
    return entered(context, meeting, classId).flatMap((entry): readonly Claim[] => {
      const row = scored.rows.get(entry.car);
      const place = block.place === 'round' ? scored.placesInRound().get(entry.car) : (row?.pursePlace ?? row?.scoringPlace);
      if (!row || place === undefined) return [];
      const points = (): number =>
        inPoints(context.book, meetingPoints(context, meeting, classId).find((each) => each.car === entry.car)?.total ?? 0);
      const scope = scopeFor(
        context,
        { ...where, car: entry.car },
        { ...names, ...namesOfRow(context, meeting, scored, row, place), points },
      );
      const rule = block.rules.find((each) => holds(scope, each.when));
      return rule ? [{ entry, place, rule, scope, scored, row: row.because }] : [];
    });
  });
}

interface Amount {
  readonly cents: number;
  readonly why: readonly Because[];
}

/** What a rule with an amount or a table pays; an amount below zero is refused, naming the formula. */
function amountOf({ rule, scope, place }: Claim): Amount {
  if (rule.give) {
    const cents = whole(scope, rule.give);
    return { cents: positive(cents.value, rule.give.source, rule), why: [cents.because] };
  }
  if (!rule.table) return { cents: 0, why: [] };
  const table = list(scope, rule.table);
  const cents = table.value.map((each) => positive(each, rule.table?.source ?? '', rule));
  if (place === 0) return { cents: 0, why: [] };
  const found = cents[place - 1];
  if (found !== undefined)
    return {
      cents: found,
      why: [because(`place ${place} of the table pays ${moneyText(scope.context.book, found)}`, { from: [table.because] })],
    };
  if (rule.beyond === undefined) return { cents: 0, why: [] };
  if (rule.beyond === 'last')
    return { cents: cents.at(-1) ?? 0, why: [because('past the end of the table its last place is paid', { from: [table.because] })] };
  const beyond = whole(scope, rule.beyond);
  return {
    cents: positive(beyond.value, rule.beyond.source, rule),
    why: [because('past the end of the table', { from: [beyond.because] })],
  };
}

function positive(cents: unknown, source: string, rule: PurseRule): number {
  if (typeof cents === 'number' && Number.isSafeInteger(cents) && cents >= 0) return cents;
  return refuse('bad-amount', `${source} is ${JSON.stringify(cents)}, and a purse pays whole cents, none below zero`, {
    clauses: rule.clauses,
  });
}

/** Divides a pot among those who claim it. */
function potAmounts(block: PurseBlock, claims: readonly Claim[]): readonly (readonly [Claim, Amount])[] {
  const [first] = claims;
  if (!first?.rule.pot) return [];
  const { rule, scope } = first;
  const pot = whole(scope, first.rule.pot);
  const cents = positive(pot.value, first.rule.pot.source, rule);
  const weights = claims.map((claim) => weightOf(claim));
  const all = weights.reduce((sum, each) => sum + each.weight, 0);
  const total = rule.unclaimed === 'stays' ? (weights.find((each) => each.whole !== undefined)?.whole ?? all) : all;
  if (all > total) refuse('shares-uneven', `${block.says}: two cars have the same place of the pot`, { clauses: rule.clauses });
  const parts: readonly Part[] = weights.map((each) => part(each.weight, total));
  const given = divided(cents, parts, block.remainder);
  return claims.map((claim, index) => [
    claim,
    {
      cents: given[index] ?? 0,
      why: [
        because(`${weights[index]?.weight ?? 0} parts of ${total} of ${moneyText(scope.context.book, cents)}`, {
          from: [pot.because, ...(weights[index]?.why ?? [])],
        }),
      ],
    },
  ]);
}

interface Weight {
  readonly weight: number;
  /** Sum of the list that it is from. */
  readonly whole?: number;
  readonly why: readonly Because[];
}

function weightOf({ rule, scope, place }: Claim): Weight {
  if (!rule.shares) return { weight: 1, why: [] };
  const shares = evaluate(scope, rule.shares);
  if (!Array.isArray(shares.value)) return { weight: positive(shares.value, rule.shares.source, rule), why: [shares.because] };
  const all = shares.value.map((each) => positive(each, rule.shares?.source ?? '', rule));
  return { weight: all[place - 1] ?? 0, whole: all.reduce((sum, each) => sum + each, 0), why: [shares.because] };
}

function lineOf(context: Context, meeting: string, block: PurseBlock, claim: Claim, amount: Amount): PurseLine {
  const { entry, scored, place, scope } = claim;
  const race = scored?.race;
  const says = `${block.says}${race ? ` of ${race.id}` : ''}${place > 0 ? `, place ${place}` : ''}: ${moneyText(context.book, amount.cents)}`;
  const earned = because(says, {
    clauses: [...new Set([...claim.rule.clauses, ...block.clauses])],
    from: [...amount.why, ...(claim.rule.when ? [evaluate(scope, claim.rule.when).because] : []), ...(claim.row ? [claim.row] : [])],
  });
  const at = { meeting, class: entry.class, car: entry.car, ...(race ? { race: race.id } : {}) };
  const kept = afterLosses(context, at, amount.cents, earned);
  const split = splitAmong(scope, block, entry, kept.cents, race?.id);
  const facts = race ? context.state.meetings.get(meeting)?.races.get(race.id)?.facts : undefined;
  return {
    block: block.id,
    from: block.from,
    ...(race ? { race: race.id } : {}),
    class: entry.class,
    car: entry.car,
    driver: entry.driver,
    place,
    cents: split.reduce((sum, each) => sum + each.cents, 0),
    parts: split,
    collectors: [...new Set(block.collectedBy.flatMap((who) => namesOf(scope, who, entry, race?.id)))],
    collectClauses: block.collectClauses,
    held:
      kept.cents === 0
        ? []
        : purseHolds(context, meeting, block, { class: entry.class, car: entry.car, scope, ...(scored ? { scored } : {}) }),
    fact: facts?.of('race-finished').at(-1)?.seq ?? facts?.last()?.seq ?? entry.facts[0] ?? 0,
    because: kept.because,
  };
}
