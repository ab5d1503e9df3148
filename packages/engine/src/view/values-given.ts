import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import type { Fact } from '../fact.ts';
import { Refused } from '../refusal.ts';
import { evaluate, scopeFor } from '../scope.ts';
import type { FactList } from '../state.ts';
import { kindOfValue } from '../value-kinds.ts';
import { plainText, valueOf, type Where } from '../values.ts';

const list = (says: string, rows: readonly { readonly because: Because }[]): Because =>
  because(says, { from: rows.map((row) => row.because) });

/** Every value of the rulebook as it stands here; one that is not set, or cannot be computed here, says so. */
export function valuesView(context: Context, where: Where) {
  const scope = scopeFor(context, where);
  const rows = [...context.book.values.values()].map((rule) => {
    const { kind } = kindOfValue(context, rule);
    const about = {
      value: rule.name,
      says: rule.says,
      ...(rule.unit === undefined ? {} : { unit: rule.unit }),
      ...(kind === undefined ? {} : { kind }),
      ...(rule.value === undefined ? {} : { written: rule.value.source, formula: rule.value.names.length > 0 }),
      ...(rule.external === undefined ? {} : { external: rule.external }),
      clauses: rule.clauses,
    };
    try {
      const ruled = valueOf(context, rule.name, where, (expr) => evaluate(scope, expr).value);
      return { ...about, is: ruled?.value ?? null, because: ruled?.because ?? because(rule.says, { clauses: rule.clauses }) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { ...about, refused: error.refusal.code, because: because(error.refusal.says, { clauses: rule.clauses }) };
    }
  });
  return {
    values: rows,
    unset: rows.flatMap((row) => ('refused' in row && row.refused === 'value-unset' ? [row.value] : [])),
    because: list('the values', rows),
  };
}

/** Every value that somebody gave, the latest first, with what it holds for; of one value, or all that hold in a season or at a meeting. */
export function valuesGiven(context: Context, of: { readonly value?: string; readonly season?: string; readonly meeting?: string }) {
  const facts = listsOf(context, of)
    .flatMap((facts) => [...facts.of('value-set')])
    .filter((fact) => of.value === undefined || fact.body.value === of.value)
    .toSorted((a, b) => b.seq - a.seq);
  const later = new Set<string>();
  const rows = facts.map((fact) => {
    const { value, to, why } = fact.body;
    const holdsFor = JSON.stringify([value, placeOf(fact), fact.body.class, fact.body.group, fact.body.round]);
    const stands = !later.has(holdsFor);
    later.add(holdsFor);
    const rule = context.book.values.get(value);
    return {
      value,
      says: rule?.says ?? value,
      ...(rule?.unit === undefined ? {} : { unit: rule.unit }),
      to,
      ...placeOf(fact),
      ...(fact.body.class === undefined ? {} : { class: fact.body.class }),
      ...(fact.body.group === undefined ? {} : { group: fact.body.group }),
      ...(fact.body.round === undefined ? {} : { round: fact.body.round }),
      ...(why === undefined ? {} : { why }),
      at: fact.at,
      by: fact.by,
      fact: fact.seq,
      stands,
      because: because(`${value} was set to ${plainText(to)} by ${fact.by}`, { clauses: rule?.clauses ?? [], facts: [fact.seq] }),
    };
  });
  return { given: rows, because: list('values that were given', rows) };
}

interface HeldPlace {
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
}

function placeOf({ season, meeting, race, body }: Fact<'value-set'>): HeldPlace {
  if (body.of === 'season') return season === undefined ? {} : { season };
  return { ...(meeting === undefined ? {} : { meeting }), ...(race === undefined ? {} : { race }) };
}

/** The facts that are asked for: everybody's, of a season with the meetings in it, or of a meeting with what holds there. */
function listsOf({ state }: Context, of: { readonly season?: string; readonly meeting?: string }): readonly FactList[] {
  const meetings = [...state.meetings.values()].filter((each) =>
    of.meeting === undefined ? of.season === undefined || each.season === of.season : each.id === of.meeting,
  );
  const season = of.meeting === undefined ? of.season : meetings[0]?.season;
  const seasons = [...state.seasons].filter(([id]) => (of.meeting === undefined && of.season === undefined) || id === season);
  return [
    state.club,
    ...seasons.map(([, facts]) => facts),
    ...meetings.flatMap((each) => [each.facts, ...[...each.races.values()].map((race) => race.facts)]),
  ];
}
