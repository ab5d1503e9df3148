import type { AnyFact } from '../fact.ts';
import { didYouMean } from '../nearest.ts';
import { refuse } from '../refusal.ts';
import { factAt } from '../state.ts';
import { type Deciding, factOf, type Handler, mustBe } from './deciding.ts';

/** Kinds that other corrections rest on; they are undone by their own opposite. */
const FIXED = new Set(['fact-voided', 'fact-restored', 'fact-corrected']);

function target(deciding: Deciding, seq: number): AnyFact {
  const { context, command } = deciding;
  const authority = context.book.authority.get(command.do);
  if (authority) mustBe(deciding, authority.roles, authority.clauses, command.do);
  const found = factAt(context.state, seq) ?? refuse('unknown-fact', `there is no fact ${seq}`, { field: 'fact' });
  if (FIXED.has(found.kind)) return refuse('cannot-void', `fact ${seq} is itself a correction (${found.kind})`, { facts: [seq], field: 'fact' });
  return found;
}

export const voidIt: Handler<'void'> = (deciding) => {
  const { command, context } = deciding;
  const fact = target(deciding, command.fact);
  const by = context.state.voided.get(fact.seq);
  if (by !== undefined) return refuse('void-already', `fact ${fact.seq} is void already`, { facts: [by], field: 'fact' });
  return [factOf(deciding, 'fact-voided', { fact: fact.seq, why: command.why })];
};

export const restore: Handler<'restore'> = (deciding) => {
  const { command, context } = deciding;
  const fact = target(deciding, command.fact);
  if (!context.state.voided.has(fact.seq)) return refuse('not-void', `fact ${fact.seq} stands`, { field: 'fact' });
  return [factOf(deciding, 'fact-restored', { fact: fact.seq, why: command.why })];
};

export const correct: Handler<'correct'> = (deciding) => {
  const { command, context } = deciding;
  const fact = target(deciding, command.fact);
  if (context.state.voided.has(fact.seq)) return refuse('void-already', `fact ${fact.seq} is void`, { field: 'fact' });
  const known = Object.keys(fact.body);
  const stranger = Object.keys(command.body).find((name) => !known.includes(name));
  if (stranger !== undefined) return refuse('unknown-field', `${fact.kind} has no field "${stranger}"${didYouMean(stranger, known)}`, { field: stranger });
  const before = fact.body as unknown as Readonly<Record<string, unknown>>;
  const wrong = Object.keys(command.body).find((name) => Array.isArray(before[name]) !== Array.isArray(command.body[name]) || typeof before[name] !== typeof command.body[name]);
  if (wrong !== undefined) return refuse('wrong-type', `${wrong} of ${fact.kind} was ${JSON.stringify(before[wrong])}`, { field: wrong });
  return [factOf(deciding, 'fact-corrected', { fact: fact.seq, body: command.body, why: command.why })];
};
