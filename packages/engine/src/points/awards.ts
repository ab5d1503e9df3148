import { because, type Because } from '../because.ts';
import { type Context, meetings } from '../context.ts';
import { standingRecords } from '../entry/acts.ts';
import type { AnyFact, Fact } from '../fact.ts';
import type { AwardRule } from '../language.ts';
import { plannedRaces } from '../lineup/plan.ts';
import { holding } from '../stewards/open-cases.ts';
import { namedOf } from '../stewards/proposals.ts';
import { mayNotHave } from './award-may.ts';
import { fallenConsequences } from './effects.ts';
import { result } from './result.ts';
import { standings } from './standings.ts';

export interface Award {
  readonly award: string;
  readonly name: string;
  readonly class?: string;
  readonly place: number;
  readonly driver: string;
  /** `provisional` while a case is open, `returned` when it has to be given back. */
  readonly standing: 'given' | 'provisional' | 'returned';
  readonly because: Because;
}

export interface AwardQuestion {
  readonly meeting?: string;
  readonly season?: string;
  readonly class?: string;
}

/** Lists awards: of races at a meeting, of the standings, votes and picks of a season. */
export function awards(context: Context, question: AwardQuestion): { readonly awards: readonly Award[]; readonly because: Because } {
  const found = context.book.awards.flatMap((rule) => awardOf(context, rule, question));
  return { awards: found, because: because('awards', { from: found.map((each) => each.because) }) };
}

function awardOf(context: Context, rule: AwardRule, question: AwardQuestion): readonly Award[] {
  if (rule.how === 'result') return question.meeting === undefined ? [] : raceAwards(context, rule, question.meeting, question.class);
  if (rule.how === 'standings') return seasonAwards(context, rule, question);
  return chosen(context, rule, question);
}

function raceAwards(context: Context, rule: AwardRule, meeting: string, classId: string | undefined): readonly Award[] {
  const classes = context.book.classes.filter((each) => classId === undefined || each.id === classId);
  const fallen = fallenConsequences(context, meeting);
  return classes.flatMap((raceClass) =>
    plannedRaces(context, meeting, raceClass.id)
      .filter((race) => rule.rounds.includes(race.round) && (race.letter === '' || race.letter === 'a'))
      .flatMap((race) => {
        const standing = result(context, meeting, race.id);
        const lost = (car: string) =>
          fallen.find(
            (each) =>
              each.car === car &&
              each.class === raceClass.id &&
              (each.consequence.kind === 'return-awards' || (each.consequence.kind === 'lose' && each.consequence.what === 'awards')),
          );
        const open = holding(context, meeting, race.id, 'awards').map((each) =>
          because(`${each.rule.says} is open`, { clauses: each.rule.clauses, facts: [each.fact.seq] }),
        );
        const keeping = standing.rows.filter((row) => row.place > 0 && !lost(row.car));
        const given = keeping.slice(0, rule.places).map((row, index): Award => ({
          award: rule.id,
          name: rule.name,
          class: raceClass.id,
          place: index + 1,
          driver: row.driver,
          standing: standing.holds.length > 0 || open.length > 0 ? 'provisional' : 'given',
          because: because(`${row.driver}: ${rule.name}`, { clauses: rule.clauses, from: [row.because, ...standing.holds, ...open] }),
        }));
        const returned = standing.rows
          .filter((row) => lost(row.car))
          .map((row): Award => ({
            award: rule.id,
            name: rule.name,
            class: raceClass.id,
            place: 0,
            driver: row.driver,
            standing: 'returned',
            because: because(`${row.driver} returns awards`, { clauses: lost(row.car)?.clauses ?? [], facts: [lost(row.car)?.fact ?? 0] }),
          }));
        return [...given, ...returned];
      }),
  );
}

function seasonAwards(context: Context, rule: AwardRule, question: AwardQuestion): readonly Award[] {
  if (question.season === undefined) return [];
  const inSeason = { season: question.season };
  const classes = context.book.classes.filter((each) => question.class === undefined || each.id === question.class);
  return classes.flatMap((raceClass) =>
    standings(context, question.season, { class: raceClass.id })
      .rows.filter((row) => row.eligible && !mayNotHave(context, rule, { driver: row.driver, ...inSeason, class: raceClass.id }))
      .slice(0, rule.places)
      .map((row, index): Award => ({
        award: rule.id,
        name: rule.name,
        class: raceClass.id,
        place: index + 1,
        driver: row.driver,
        standing: 'given',
        because: because(`${row.driver}: ${rule.name}`, { clauses: rule.clauses, from: [row.because] }),
      })),
  );
}

/** Awards by ballot (records named `vote`) and by choice (records named `pick`), both with `award` and `nominee`. */
function chosen(context: Context, rule: AwardRule, question: AwardQuestion): readonly Award[] {
  const records = ballotsOf(context, rule, question.season);
  const counts = new Map<string, number[]>();
  for (const fact of records)
    counts.set(String(fact.body.fields['nominee']), [...(counts.get(String(fact.body.fields['nominee'])) ?? []), fact.seq]);
  const asked = question.season === undefined ? {} : { season: question.season };
  const may = [...counts].filter(([driver]) => !mayNotHave(context, rule, { driver, ...asked }));
  const ordered = may.toSorted((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  return ordered.slice(0, rule.places).map(([driver, facts], index): Award => ({
    award: rule.id,
    name: rule.name,
    place: index + 1,
    driver,
    standing: 'given',
    because: because(`${driver}: ${rule.name}${rule.how === 'vote' ? ` with ${facts.length} votes` : ''}`, {
      clauses: rule.clauses,
      facts,
    }),
  }));
}

/** Votes and picks for an award, in a season or ever; of somebody who voted again the latest counts. */
export function ballotsOf(context: Context, rule: AwardRule, season: string | undefined): readonly Fact<'record-made'>[] {
  const wanted = rule.how === 'vote' ? 'vote' : 'pick';
  const records = standingRecords(context).filter(
    (fact) => fact.body.name === wanted && fact.body.fields['award'] === rule.id && isOfSeason(context, fact, season),
  );
  if (rule.how !== 'vote') return records;
  const latest = new Map(records.map((fact) => [namedOf(fact.by) ?? String(fact.seq), fact]));
  return records.filter((fact) => [...latest.values()].includes(fact));
}

/** Tells whether a record is of a season, given at its level or at a meeting of it; one that says neither is of any. */
export function isOfSeason(context: Context, fact: AnyFact, season: string | undefined): boolean {
  if (season === undefined) return true;
  if (fact.meeting !== undefined) return meetings(context).some((each) => each.id === fact.meeting && each.season === season);
  return fact.season === undefined || fact.season === season;
}
