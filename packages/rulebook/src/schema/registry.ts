import type { KeptNumber, NumberRule, RegistryRule } from '@racetower/engine';
import { z } from 'zod';
import type { Parts } from './parts.ts';
import { said } from './said.ts';
import { REGISTRY } from './words/registry.ts';

/** The schema of what is kept of people and cars, and of the numbers that cars carry. */
export function makeRegistry(parts: Parts) {
  const { clause, fields } = parts;
  return said(REGISTRY.registry, {
    people: fields.default([]),
    cars: fields.default([]),
    numbers: makeNumbers(parts).optional(),
    clause,
  }).transform((s): RegistryRule => ({
    people: s.people,
    cars: s.cars,
    ...(s.numbers ? { numbers: s.numbers(s.clause) } : {}),
    clauses: s.clause,
  }));
}

function makeNumbers({ formula, clause, ref, refs }: Parts) {
  const kept = said(REGISTRY.kept, {
    number: z.string(),
    says: z.string(),
    classes: refs('class').default([]),
    unless: formula.optional(),
    clause: clause.optional(),
  });
  const records = said(REGISTRY.records, {
    record: ref('act'),
    number: z.string(),
    class: z.string().optional(),
    while: formula.optional(),
  });
  return said(REGISTRY.numbers, {
    from: formula.optional(),
    to: formula.optional(),
    per: z.enum(['class', 'club']).default('class'),
    held: z.enum(['flag', 'refuse', 'free']).default('flag'),
    kept: z.array(kept).default([]),
    records: records.optional(),
    override: refs('role').default([]),
    clause: clause.optional(),
  }).transform((s) => (of: readonly string[]): NumberRule => {
    const clauses = s.clause ?? of;
    return {
      ...(s.from ? { from: s.from } : {}),
      ...(s.to ? { to: s.to } : {}),
      per: s.per,
      held: s.held,
      kept: s.kept.map((each): KeptNumber => ({
        number: each.number,
        says: each.says,
        classes: each.classes,
        ...(each.unless ? { unless: each.unless } : {}),
        clauses: each.clause ?? clauses,
      })),
      ...(s.records
        ? {
            records: {
              record: s.records.record,
              number: s.records.number,
              ...(s.records.class === undefined ? {} : { class: s.records.class }),
              ...(s.records.while ? { while: s.records.while } : {}),
            },
          }
        : {}),
      override: s.override,
      clauses,
    };
  });
}
