import { randomUUID } from 'node:crypto';
import type { Rulebook, State } from '@racetower/engine';
import { readResultFile, type ResultFile, ResultFileError } from '@racetower/timing';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import {
  type Imported,
  importFile,
  ImportRefused,
  type ImportRequest,
  type ImportShown,
  memberNames,
  shownImport,
  type UnknownDriver,
} from '../import/index.ts';
import { nameOfWriter } from '../publish/writer.ts';
import { readJson } from './body.ts';
import { actingAs, type ServedClubs, type Visit, visitOf } from './clubs.ts';
import { keyOf, whoseKey } from './commands.ts';
import { checkedBy } from './people.ts';
import { problem, problemResponse, stopWith } from './problem.ts';

/** Largest result file that is read, in bytes: an event of sixty cars with its heats has a tenth of it. */
export const FILE_LIMIT = 6 * 1024 * 1024;
const MOST_DRIVERS = 500;
/** Base64 has four signs for three bytes; the rest of the request besides. */
const REQUEST_LIMIT = Math.ceil((FILE_LIMIT * 4) / 3) + 256 * 1024;

const word = z.string().min(1).max(200);
const number = z.string().regex(/^-?\d{1,20}$/, 'is the number of a driver at the service');

/** A result file with what was decided about it. */
export const IMPORT_SCHEMA = z.strictObject({
  name: word.describe('what the file is called, for reasons on record'),
  content: z.base64('is the file in base64').max(REQUEST_LIMIT).describe('the file as it is, in base64'),
  by: word.optional().describe('role in which it is imported, one of your own; left out: the one you are signed in with'),
  meeting: word.optional().describe('left out: the meeting of the day of the file, which is opened when it is not'),
  kind: word.optional().describe('kind of meeting, when it is not on the calendar'),
  season: word.optional(),
  sessions: z.array(word).max(20).default([]).describe('only these sessions; none: all that the rulebook names'),
  as: z.record(number, word).default({}).describe('number at the service to the member that it is'),
  leaveOut: z.array(number).max(MOST_DRIVERS).default([]).describe('numbers whose cars do not count here'),
  register: z
    .union([z.literal('everybody'), z.array(number).max(MOST_DRIVERS)])
    .default([])
    .describe('numbers of those who become members by the name in the file, or everybody else'),
  values: z
    .record(word, z.union([word, z.int(), z.boolean()]))
    .default({})
    .describe('values of the rulebook for the meeting'),
  replace: z.boolean().default(false).describe('takes the place of a result that came from another run of the event'),
});
type Asked = z.output<typeof IMPORT_SCHEMA>;

/** `/api/clubs/:club/imports`: what files are read here, and bringing one on record. */
export function addImports(app: Hono, served: ServedClubs): void {
  app.get('/api/clubs/:club/imports', (c) => askImports(c, served));
  app.post('/api/clubs/:club/imports', (c) => giveImport(c, served));
}

async function askImports(c: Context, served: ServedClubs): Promise<Response> {
  const visit = await visitOf(c, served);
  actingAs(visit, 'finish', visit.visitor.is === 'operator' ? 'operator' : undefined);
  const state = await visit.club.latest();
  const rule = visit.club.book.imports?.get('iracing');
  const reads = rule && {
    sessions: [...rule.sessions].map(([there, here]) => ({ there, here })),
    statuses: [...rule.statuses].map(([there, here]) => ({ there, here })),
    member: rule.member,
    clauses: rule.clauses,
  };
  const kinds = [...visit.club.book.meetingKinds.keys()];
  const done = [...state.all.of('race-finished')].filter((fact) => fact.body.source !== undefined);
  const imported = done.map(({ meeting, race, at, by, body: { source, order } }) => ({
    meeting,
    race,
    at,
    by,
    source,
    cars: order.length,
  }));
  const answer = { ...(reads ? { reads } : {}), kinds, members: rule ? memberNames(state, rule.member) : [], imported };
  return Response.json(answer, { headers: PRIVATE });
}

const PRIVATE = { 'cache-control': 'no-store' };

/** Looks at a file with `?preview=yes`, where unknown drivers are told of; else puts it on record, all of it or nothing. */
async function giveImport(c: Context, served: ServedClubs): Promise<Response> {
  const visit = await visitOf(c, served);
  const preview = previewOf(c);
  const key = keyOf(c);
  const sent = await readJson(c, REQUEST_LIMIT);
  const by = actingAs(visit, 'finish', typeof sent === 'object' && sent !== null && 'by' in sent ? String(sent.by) : undefined);
  const asked = checkedBy(IMPORT_SCHEMA, sent);
  const request = { ...requestOf(asked, fileIn(asked, visit)), by };
  return stoppedByRefusal(async () => (preview ? lookAt(visit, request) : keepIt(visit, request, { key, asked })));
}

function previewOf(c: Context): boolean {
  const strange = Object.keys(c.req.queries()).find((name) => name !== 'preview');
  if (strange !== undefined) stopWith(problem(400, 'unknown-field', `"${strange.slice(0, 60)}" is no field here`, { field: 'query' }));
  const said = c.req.query('preview') ?? 'no';
  if (said !== 'yes' && said !== 'no') stopWith(problem(400, 'wrong-type', 'preview is yes or no', { field: 'preview' }));
  return said === 'yes';
}

/** Reads the file. @throws the problem to answer, with where in the file it is */
function fileIn({ content }: Asked, { club }: Visit): ResultFile {
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length > FILE_LIMIT)
    return stopWith(problem(413, 'body-too-large', `a result file has ${FILE_LIMIT / 1024 / 1024} MB at most`, { field: 'content' }));
  try {
    const file = readResultFile(bytes);
    const { startsAt } = file;
    if (startsAt !== undefined && Date.parse(startsAt) > Date.parse(club.now()))
      return stopWith(
        problem(422, 'in-the-future', `the file says that it was run on ${startsAt}, which is yet to come`, { field: 'content' }),
      );
    return file;
  } catch (error) {
    if (error instanceof ResultFileError) return stopWith(problem(422, error.code, error.message.slice(0, 500), { field: 'content' }));
    throw error;
  }
}

function requestOf(asked: Asked, file: ResultFile): ImportRequest {
  const { meeting, kind, season } = asked;
  return {
    file,
    fileName: asked.name,
    ...(meeting === undefined ? {} : { meeting }),
    ...(kind === undefined ? {} : { kind }),
    ...(season === undefined ? {} : { season }),
    sessions: asked.sessions,
    decisions: {
      as: new Map(Object.entries(asked.as)),
      leaveOut: new Set(asked.leaveOut),
      register: asked.register === 'everybody' ? 'everybody' : new Set(asked.register),
    },
    values: new Map(Object.entries(asked.values)),
    replace: asked.replace,
  };
}

async function lookAt({ club }: Visit, request: ImportRequest): Promise<Response> {
  const state = await club.latest();
  const shown = shownImport(club.editions, state, request, looked(club.editions, state, request));
  return Response.json({ ...shown, kept: false, repeated: false, seq: state.seq }, { headers: PRIVATE });
}

interface Looked {
  readonly imported: Imported;
  readonly unknown: readonly UnknownDriver[];
}

/** What an import would come to; drivers whom nobody knows are taken by the name in the file for as long as it is looked at. */
function looked(editions: readonly Rulebook[], state: State, request: ImportRequest): Looked {
  try {
    return { imported: importFile(editions, state, request), unknown: [] };
  } catch (error) {
    if (!(error instanceof ImportRefused) || error.unknown.length === 0) throw error;
    const decisions = { ...request.decisions, register: 'everybody' as const };
    return { imported: importFile(editions, state, { ...request, decisions }), unknown: error.unknown };
  }
}

interface Keeping {
  readonly key: string | undefined;
  readonly asked: Asked;
}

async function keepIt(visit: Visit, request: ImportRequest, { key, asked }: Keeping): Promise<Response> {
  const { club } = visit;
  let shown: ImportShown | undefined;
  const make = (state: State): Imported['facts'] => {
    const imported = importFile(club.editions, state, request);
    shown = shownImport(club.editions, state, request, { imported, unknown: [] });
    return imported.facts;
  };
  const outcome = await club.keep(make, {
    key: `${whoseKey(visit)} ${key ?? randomUUID()}`,
    asked: JSON.stringify({ ...asked, by: request.by }),
  });
  if (outcome.is === 'done') {
    const now = await club.latest();
    // Of what was sent before it is told how it stands: nothing of it is new.
    shown ??= shownImport(club.editions, now, request, { imported: importFile(club.editions, now, request), unknown: [] });
    return Response.json({ ...shown, kept: true, repeated: outcome.repeated, seq: outcome.seq }, { headers: PRIVATE });
  }
  if (outcome.is === 'elsewhere')
    return problemResponse(
      problem(409, 'written-elsewhere', `the facts of this club are made by ${nameOfWriter(outcome.writer)}: import it there`),
    );
  if (outcome.is === 'key-reused')
    return problemResponse(problem(422, 'key-reused', 'another file was sent under this key', { field: 'Idempotency-Key' }));
  return problemResponse(problem(503, 'crowded', 'others were first too often: send it again'), { 'retry-after': '1' });
}

async function stoppedByRefusal(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    const { code, clauses, field, message } = error;
    return problemResponse(problem(422, code, message.slice(0, 2000), { clauses, ...(field === undefined ? {} : { field }) }));
  }
}
