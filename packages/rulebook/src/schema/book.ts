import type { Act, Rulebook, Value, ValueOverrides } from '@racetower/engine';
import { CLAUSE_KINDS } from '@racetower/engine';
import { z } from 'zod';
import { literal } from '../formula.ts';
import { centsOf, MONEY } from '../money.ts';
import { makeActs } from './acts.ts';
import { makeImports } from './imports.ts';
import { makeDiscipline } from './discipline.ts';
import { type Making, makeParts, type Parts } from './parts.ts';
import { makeMoney } from './money.ts';
import { makeRegistry } from './registry.ts';
import { makeRounds } from './rounds.ts';
import { makeOverall, makeRunning, makeScoring } from './season.ts';
import { said } from './said.ts';
import { BOOK } from './words/book.ts';

type Named<T> = (id: string) => T;

/** Turns a map of blocks into blocks that know their id, in the order written. */
function named<T>(source: Readonly<Record<string, Named<T>>> | undefined): ReadonlyMap<string, T> {
  return new Map(Object.entries(source ?? {}).map(([id, make]) => [id, make(id)]));
}

/** The schema of a whole rulebook; what it gives is what the engine reads. */
export function makeBook(making: Making) {
  const parts = makeParts(making);
  const { clause, refs } = parts;
  const acts = makeActs(parts);
  const rounds = makeRounds(parts);
  const running = makeRunning(parts, rounds);
  const scoring = makeScoring(parts, rounds);
  const money = makeMoney(parts);
  const discipline = makeDiscipline(parts);
  const overrides = makeOverrides(parts);
  const map = <T extends z.ZodType>(block: T) => z.record(z.string(), block).default({} as never);
  const raceClass = said(BOOK.raceClass, {
    id: z.string(),
    name: z.string().optional(),
    group: parts.ref('group').optional(),
    values: overrides.default({}),
    clause: clause.optional(),
  });
  return said(BOOK.book, {
    rulebook: z.string().describe('the name of the club in one word, as its folder'),
    edition: z.coerce.string().describe('as 2026'),
    'in-force': z.iso.date().describe('first day it is in force'),
    extends: said(BOOK.extends, { file: z.string() }).optional().describe('the edition it differs from'),
    club: said(BOOK.club, {
      name: z.string(),
      zone: z.string().refine(isZone, { message: 'not a time zone, as America/Chicago' }),
      currency: z.string().default('USD'),
    }),
    clauses: z.record(z.string(), said(BOOK.clause, { says: z.string(), kind: z.enum(CLAUSE_KINDS), reading: z.string().optional() })),
    values: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, 'a value is named in lower_snake letters'), makeValue(parts)).default({}),
    roles: z.record(z.string(), said(BOOK.role, { includes: refs('role').default([]) })).default({}),
    authority: map(said(BOOK.authority, { by: refs('role'), clause })),
    'meeting-kinds': map(said(BOOK.meetingKind, { points: z.boolean().default(false), clause: clause.optional() })),
    groups: map(said(BOOK.group, { values: overrides.default({}) })),
    classes: z.strictObject({ clause, order: z.array(raceClass).min(1).describe('in race order') }),
    combining: map(acts.combining),
    marks: map(acts.act('mark')),
    records: map(acts.act('record')),
    calls: map(acts.act('call')),
    requirements: z.array(acts.requirement).default([]),
    draws: map(acts.draw),
    ladders: map(acts.ladder),
    rounds: z.record(z.string(), rounds.round),
    clocks: map(running.clock),
    cautions: z.array(running.caution).default([]),
    restarts: z.array(running.restart).default([]),
    timing: z.array(running.timing).default([]),
    statuses: z.record(z.string(), running.status),
    holds: z.array(running.hold).default([]),
    points: map(scoring.block),
    overall: z.array(makeOverall(parts, rounds)).default([]),
    'point-parts': z.number().int().positive().optional(),
    season: scoring.season.optional(),
    rain: scoring.rain.optional(),
    fees: map(money.fee),
    purse: map(money.purse),
    funds: map(money.fund),
    awards: map(scoring.award),
    cases: map(acts.caseRule),
    deadlines: map(discipline.deadline),
    notices: map(discipline.notice),
    teams: discipline.teams.optional(),
    'public-names': discipline.publicNames.optional(),
    imports: map(makeImports(parts)),
    registry: makeRegistry(parts).optional(),
    impounds: map(running.impound),
    procedures: map(scoring.step),
  }).transform((s): Rulebook => ({
    name: s.rulebook,
    edition: s.edition,
    inForce: s['in-force'],
    club: s.club,
    clauses: new Map(
      Object.entries(s.clauses).map(([id, c]) => [
        id,
        { id, says: c.says, kind: c.kind, ...(c.reading !== undefined ? { reading: c.reading } : {}) },
      ]),
    ),
    values: new Map(Object.entries(s.values).map(([name, make]) => [name, make(name)])),
    groups: new Map(Object.entries(s.groups).map(([id, g]) => [id, { id, values: overridden(g.values) }])),
    classes: s.classes.order.map((c) => ({
      id: c.id,
      name: c.name ?? c.id,
      ...(c.group !== undefined ? { group: c.group } : {}),
      clauses: c.clause ?? s.classes.clause,
      values: overridden(c.values),
    })),
    classOrder: { clauses: s.classes.clause },
    combining: [...named(s.combining).values()],
    roles: new Map(Object.entries(s.roles).map(([id, r]) => [id, { id, includes: r.includes }])),
    meetingKinds: new Map(Object.entries(s['meeting-kinds']).map(([id, k]) => [id, { id, points: k.points, clauses: k.clause ?? [] }])),
    acts: new Map<string, Act>([...named(s.marks), ...named(s.records), ...named(s.calls)]),
    requirements: s.requirements,
    draws: named(s.draws),
    ladders: named(s.ladders),
    rounds: [...named(s.rounds).values()],
    clocks: named(s.clocks),
    cautions: s.cautions,
    restarts: s.restarts,
    timing: s.timing,
    statuses: named(s.statuses),
    holds: s.holds,
    points: [...named(s.points).values()],
    ...(s.overall.length > 0 ? { overall: s.overall } : {}),
    ...(s['point-parts'] !== undefined ? { pointParts: s['point-parts'] } : {}),
    ...(s.season ? { season: s.season } : {}),
    ...(s.rain ? { rain: s.rain } : {}),
    fees: [...named(s.fees).values()],
    purse: [...named(s.purse).values()],
    funds: named(s.funds),
    awards: [...named(s.awards).values()],
    cases: named(s.cases),
    deadlines: named(s.deadlines),
    notices: named(s.notices),
    ...(s.teams ? { teams: s.teams } : {}),
    ...(s['public-names'] ? { publicNames: s['public-names'] } : {}),
    ...(Object.keys(s.imports).length > 0 ? { imports: named(s.imports) } : {}),
    ...(s.registry ? { registry: s.registry } : {}),
    impounds: [...named(s.impounds).values()],
    procedures: [...named(s.procedures).values()],
    authority: new Map(Object.entries(s.authority).map(([action, a]) => [action, { roles: a.by, clauses: a.clause }])),
  }));
}

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

function makeWritten(parts: Parts) {
  const money = z
    .string()
    .regex(MONEY)
    .transform((text) => ({ expr: literal(centsOf(text) ?? 0), money: true }));
  const text = said(BOOK.text, { text: z.string() }).transform((s) => ({ expr: literal(s.text), money: false }));
  const list = z.array(z.union([z.number(), z.string()])).transform((items) => ({
    expr: {
      source: JSON.stringify(items),
      names: [],
      evaluate: () => items.map((item) => (typeof item === 'number' ? BigInt(item) : item)),
    },
    money: false,
  }));
  return z.union([money, text, list, parts.formula.transform((expr) => ({ expr, money: false }))]);
}

function makeValue(parts: Parts) {
  return said(BOOK.value, {
    value: makeWritten(parts).optional().describe('number, yes/no, $ amount, list, {text: …} or formula; left out: unset until given'),
    says: z.string(),
    clause: parts.clause,
    reading: z.string().optional().describe('the reading taken where the text is doubtful'),
    unit: z.string().optional(),
    external: z.string().optional().describe('the rules that hold the value'),
  }).transform((s) => (name: string): Value => ({
    name,
    says: s.says,
    clauses: s.clause,
    ...(s.reading !== undefined ? { reading: s.reading } : {}),
    ...(s.value ? { value: s.value.expr } : {}),
    ...(s.unit !== undefined || s.value?.money ? { unit: s.unit ?? 'cents' } : {}),
    ...(s.external !== undefined ? { external: s.external } : {}),
  }));
}

function makeOverrides(parts: Parts) {
  const written = makeWritten(parts);
  const one = z.union([
    said(BOOK.override, { value: written, clause: parts.clause.optional() }),
    written.transform((value) => ({ value, clause: undefined })),
  ]);
  return z.record(parts.ref('value'), one);
}

function overridden(
  source: Readonly<
    Record<string, { readonly value: { readonly expr: ReturnType<typeof literal> }; readonly clause?: readonly string[] | undefined }>
  >,
): ValueOverrides {
  return new Map(Object.entries(source).map(([name, o]) => [name, { value: o.value.expr, clauses: o.clause ?? [] }]));
}
