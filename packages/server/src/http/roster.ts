import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { setImmediate } from 'node:timers/promises';
import { lookAtRoster, type RosterPlan } from '../roster/index.ts';
import { readJson } from './body.ts';
import { actingAs, type ServedClubs, visitOf } from './clubs.ts';
import { checkedBy } from './people.ts';
import { problem, stopWith } from './problem.ts';
import { visitorMayAsk } from '../access/visitor.ts';

/** Most lines that are looked at at once. */
export const MOST_LINES = 2000;
const MOST_COLUMNS = 60;
const LIMIT = 4 * 1024 * 1024;

const cell = z.string().max(1000);

/** A list of members, as it was read from a file. */
export const ROSTER_SCHEMA = z.strictObject({
  by: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('role in which it would be given, one of your own; left out: the one you are signed in with'),
  rows: z
    .array(z.strictObject({ line: z.int().min(1), cells: z.array(cell).max(MOST_COLUMNS) }))
    .min(1)
    .max(MOST_LINES + 1)
    .describe('the lines that hold something, each with its number in the file'),
  heading: z
    .int()
    .min(0)
    .optional()
    .describe('the line of the headings, 0 where there are none; left out: the one with most that are known'),
  columns: z
    .array(z.string().max(200).nullable())
    .max(MOST_COLUMNS)
    .optional()
    .describe('what each column is, as `person`, `car`, `person.born`, `membership.until`; null: nothing. Left out: by the headings'),
});

/** `POST /api/clubs/:club/roster`: what a list of members would change, line by line; nothing is put on record. */
export function addRoster(app: Hono, served: ServedClubs): void {
  app.post('/api/clubs/:club/roster', (c) => answerRoster(c, served));
}

async function answerRoster(c: Context, served: ServedClubs): Promise<Response> {
  const visit = await visitOf(c, served);
  const sent = await readJson(c, LIMIT);
  const by = actingAs(visit, 'register', typeof sent === 'object' && sent !== null && 'by' in sent ? String(sent.by) : undefined);
  if (!visitorMayAsk(visit.visitor, 'registry'))
    return stopWith(problem(403, 'not-your-desk', 'who is registered is not read at this desk'));
  const asked = checkedBy(ROSTER_SCHEMA, sent);
  const { club } = visit;
  const state = await club.latest();
  const plan = await whileOthersGoOn(lookAtRoster(club.editions, state, asked, { by, at: club.now() }));
  const known = new Set(plan.fields.map((field) => field.id));
  const strange = plan.columns.findIndex((each) => each !== null && !known.has(each));
  if (strange >= 0)
    return stopWith(
      problem(400, 'unknown-field', `"${plan.columns[strange] ?? ''}" is nothing that a column can be`, { field: 'columns' }),
    );
  return Response.json({ ...plan, seq: state.seq }, { headers: { 'cache-control': 'no-store' } });
}

/** So many lines are looked at before others have their turn. */
const LINES_AT_ONCE = 20;

async function whileOthersGoOn(looking: Generator<undefined, RosterPlan, undefined>): Promise<RosterPlan> {
  for (let count = 1; ; count += 1) {
    const step = looking.next();
    if (step.done === true) return step.value;
    if (count % LINES_AT_ONCE === 0) await setImmediate();
  }
}
