import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import type { AnyFact } from '../fact.ts';
import { refuse } from '../refusal.ts';
import { factAt } from '../state.ts';

/** Says what a fact is, who gave it, by which clauses, what it was let pass with, and whether it still stands. */
export function factReason(context: Context, seq: number): Because {
  const fact = factAt(context.state, seq) ?? refuse('unknown-fact', `there is no fact ${seq}`, { field: 'fact' });
  const place = [fact.race, fact.meeting, fact.season].find((each) => each !== undefined);
  const says = `fact ${seq}: ${fact.kind}${place === undefined ? '' : ` in ${place}`} by ${fact.by} at ${fact.at}, ${JSON.stringify(bodyOf(fact))}`;
  return because(says, { facts: [seq], clauses: clausesOf(context, fact), from: [...passes(fact), ...changes(context, seq)] });
}

function bodyOf(fact: AnyFact): object {
  const { flagged: _, override: __, confirmed: ___, ...body } = fact.body;
  return body;
}

/** The clauses of the block that a fact was given by. */
function clausesOf(context: Context, fact: AnyFact): readonly string[] {
  const { book } = context;
  switch (fact.kind) {
    case 'moment-marked':
    case 'record-made':
    case 'call-proposed':
    case 'call-made': {
      const act = book.acts.get(fact.body.name);
      return [...new Set([...(act?.clauses ?? []), ...(act?.then ?? []).flatMap((part) => part.clauses)])];
    }
    case 'draw-made':
      return book.draws.get(fact.body.draw)?.clauses ?? [];
    case 'value-set':
      return book.values.get(fact.body.value)?.clauses ?? [];
    case 'classes-combined':
      return book.combining.find((rule) => rule.id === fact.body.rule)?.clauses ?? [];
    case 'case-filed':
      return book.cases.get(fact.body.rule)?.clauses ?? [];
    case 'line-up-changed':
      return fact.body.clause === undefined ? [] : [fact.body.clause];
    case 'step-ticked':
      return book.procedures.find((step) => step.id === fact.body.step)?.clauses ?? [];
    default:
      return [];
  }
}

function passes(fact: AnyFact): readonly Because[] {
  const { flagged, override, confirmed } = fact.body;
  return [
    ...(flagged ?? []).map((each) => because(`flagged: ${each.says}`, { clauses: each.clauses, facts: [fact.seq] })),
    ...(override
      ? [
          because(`${override.by} overrode ${override.code}: ${override.why}`, {
            clauses: override.clause === undefined ? [] : [override.clause],
            facts: [fact.seq],
          }),
        ]
      : []),
    ...(confirmed === true && !flagged ? [because('confirmed', { facts: [fact.seq] })] : []),
  ];
}

/** What later facts did to it: voided, restored, corrected. */
function changes(context: Context, seq: number): readonly Because[] {
  return [...context.state.all].flatMap((later) => {
    if (later.kind !== 'fact-voided' && later.kind !== 'fact-restored' && later.kind !== 'fact-corrected') return [];
    return later.body.fact === seq
      ? [
          because(
            `${later.kind.slice(5)} by ${later.by}: ${later.body.why}${later.kind === 'fact-corrected' ? `, ${JSON.stringify(later.body.body)}` : ''}`,
            { facts: [later.seq] },
          ),
        ]
      : [];
  });
}
