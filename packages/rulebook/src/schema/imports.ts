import type { ImportRule } from '@racetower/engine';
import { z } from 'zod';
import type { Parts } from './parts.ts';
import { said } from './said.ts';
import { IMPORTS } from './words/imports.ts';

/** The schema of how result files of other programs are read. */
export function makeImports(parts: Parts) {
  const { formula, clause, ref } = parts;
  return said(IMPORTS.import, {
    league: formula.optional(),
    member: z.string(),
    sessions: z.record(z.string(), z.string()),
    classes: z.record(z.string(), ref('class')).default({}),
    class: ref('class').optional(),
    statuses: z.record(z.string(), ref('status')).default({}),
    clause,
  }).transform((s) => (id: string): ImportRule => ({
    id,
    ...(s.league ? { league: s.league } : {}),
    member: s.member,
    sessions: new Map(Object.entries(s.sessions)),
    classes: new Map(Object.entries(s.classes)),
    ...(s.class === undefined ? {} : { class: s.class }),
    statuses: new Map(Object.entries(s.statuses)),
    clauses: s.clause,
  }));
}
