import { LogError, type Tail } from '@racetower/log';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Publications } from '../publish/publications.ts';
import { isPublishToken } from '../publish/token.ts';
import { isSameWriter, nameOfWriter } from '../publish/writer.ts';
import { readJson } from './body.ts';
import { type ServedClub, type ServedClubs } from './clubs.ts';
import { problem, stopWith } from './problem.ts';
import { issuesOf } from './schemas.ts';

export interface ServedPublishing {
  readonly publications: Publications;
  /** Tokens are made from it; without one nobody publishes here. */
  readonly secret?: string;
}

const LARGEST = 2 * 1024 * 1024;
const MOST_ROWS = 1000;

const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'is a hash of 64 signs' });
const words = z.string().max(2000).nullable();
const ROW = z.strictObject({
  seq: z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  at: z.string().max(100),
  by: z.string().max(2000),
  kind: z.string().max(100),
  version: z.int().min(1).max(10_000),
  season: words,
  meeting: words,
  race: words,
  body: z.string().max(1_000_000),
  hash,
});
const WRITER = z.string().regex(/^[^#]{1,80}#[\w-]{8,80}$/, { error: 'is a name, a # and the mark of the writer' });
const END = z.strictObject({ seq: z.int().min(0), hash });

export const PUBLISHED_SCHEMA = z.strictObject({ writer: WRITER, rows: z.array(ROW).max(MOST_ROWS), end: END });
export const HAND_OVER_SCHEMA = z.strictObject({ writer: WRITER, to: z.enum(['service', 'writer']), end: END });

/** Adds what a writer at the track talks to. */
export function addPublishing(app: Hono, served: ServedClubs, publishing: ServedPublishing): void {
  const here = '/api/clubs/:club/publish';
  app.get(here, async (c) => standing(c, publisherOf(c, served, publishing)));
  app.get(`${here}/rows`, async (c) => rowsAfter(c, publisherOf(c, served, publishing)));
  app.post(here, async (c) => takeFacts(c, publisherOf(c, served, publishing), publishing));
  app.post(`${here}/hand-over`, async (c) => handOver(c, publisherOf(c, served, publishing), publishing));
}

/** The club that whoever asks may publish. @throws the problem to answer, the same for a club that is not here and a token of another */
function publisherOf(c: Context, { clubs }: ServedClubs, { secret }: ServedPublishing): ServedClub {
  const name = c.req.param('club') ?? '';
  if (secret === undefined)
    return stopWith(problem(404, 'no-publishing', 'nothing is published to this service: it has no publish-secret'));
  const [, token = ''] = /^Bearer ([\w-]{1,200})$/.exec(c.req.header('authorization') ?? '') ?? [];
  const served = clubs.get(name);
  if (!isPublishToken(secret, name, token))
    return stopWith(problem(401, 'publish-token', 'this takes the publish token of the club, as racetower publish-token prints it'));
  return served ?? stopWith(problem(404, 'unknown-club', `there is no club "${name.slice(0, 60)}" here: its rulebook comes first`));
}

function numberOf(c: Context, name: string): number | undefined {
  const given = c.req.query(name);
  if (given === undefined) return undefined;
  return /^\d{1,10}$/.test(given) ? Number(given) : stopWith(problem(400, 'bad-input', `${name} is the number of a fact`, { field: name }));
}

async function standing(c: Context, { club }: ServedClub): Promise<Response> {
  const at = numberOf(c, 'at');
  const { log } = club;
  const { seq, hash: last } = await log.tail();
  const following = await log.following();
  const [row] = at === undefined || at === 0 ? [] : await log.rows(at - 1, 1);
  return answer({
    seq,
    hash: last,
    ...(following ? { writer: nameOfWriter(following.writer) } : {}),
    ...(row?.seq === at && row ? { hashAt: row.hash } : {}),
  });
}

async function rowsAfter(c: Context, { club }: ServedClub): Promise<Response> {
  return answer({ rows: await club.log.rows(numberOf(c, 'after') ?? 0, 200) });
}

async function takeFacts(c: Context, { club }: ServedClub, { publications }: ServedPublishing): Promise<Response> {
  const { writer, rows, end } = await checked(c, PUBLISHED_SCHEMA);
  const { log } = club;
  const following = await log.following();
  if (following === undefined) {
    const { seq } = await log.tail();
    if (seq > 0)
      return stopWith(
        problem(
          409,
          'other-writer',
          `the facts of ${club.name} are made at the service, ${seq} so far: take them over with racetower hand-over --back`,
          { seq },
        ),
      );
    await log.setFollowing(writer);
  } else if (!isSameWriter(following.writer, writer)) return stopWith(otherWriter(club.name, following.writer));
  const tail = await taken(club.name, () => log.take(rows));
  await publications.heard(club.name, { writer: nameOfWriter(writer), heardAt: club.now(), seq: end.seq });
  if (rows.length > 0) await club.latest();
  return answer({ seq: tail.seq, hash: tail.hash });
}

async function handOver(c: Context, { club }: ServedClub, { publications }: ServedPublishing): Promise<Response> {
  const { writer, to, end } = await checked(c, HAND_OVER_SCHEMA);
  const { log } = club;
  const following = await log.following();
  if (following && !isSameWriter(following.writer, writer)) return stopWith(otherWriter(club.name, following.writer));
  await mustHold(club, end);
  if (to === 'writer') {
    if (!following) await log.setFollowing(writer);
    await publications.heard(club.name, { writer: nameOfWriter(writer), heardAt: club.now(), seq: end.seq });
  } else {
    const tail = await log.tail();
    if (following && tail.seq !== end.seq)
      return stopWith(problem(409, 'behind', `the service has ${tail.seq} of ${end.seq} facts: send the rest first`, { seq: tail.seq }));
    await log.setFollowing(undefined);
    await publications.over(club.name);
  }
  const { seq, hash: last } = await log.tail();
  return answer({ seq, hash: last });
}

/** @throws the problem to answer when the fact that the writer ends with is not here */
async function mustHold({ name, log }: ServedClub['club'], end: Tail): Promise<void> {
  const [row] = end.seq === 0 ? [] : await log.rows(end.seq - 1, 1);
  if (end.seq > 0 && row?.hash !== end.hash)
    stopWith(problem(409, 'forked', `the service does not have fact ${end.seq} of ${name} as the writer has it`, { seq: end.seq }));
}

const otherWriter = (club: string, writer: string): ReturnType<typeof problem> =>
  problem(
    409,
    'other-writer',
    `the facts of ${club} are made by ${nameOfWriter(writer)}: hand them over there first, with racetower hand-over; if that machine is lost, racetower hand-over --here at the service ends its turn`,
  );

async function taken(club: string, work: () => Promise<Tail>): Promise<Tail> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LogError) || !['gap', 'forked', 'chain', 'newer-version', 'broken'].includes(error.code)) throw error;
    const status = error.code === 'gap' || error.code === 'forked' ? 409 : 422;
    return stopWith(problem(status, error.code, `${club}: ${error.message}`, error.seq === undefined ? {} : { seq: error.seq }));
  }
}

async function checked<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const read = schema.safeParse(await readJson(c, LARGEST));
  if (read.success) return read.data;
  const errors = issuesOf(read.error);
  const says = errors.map((each) => `${each.field || 'body'}: ${each.says}`).join('; ');
  return stopWith(
    problem(400, 'bad-input', says.slice(0, 1000), { ...(errors[0] ? { field: errors[0].field } : {}), errors: errors.slice(0, 20) }),
  );
}

const answer = (value: object): Response => Response.json(value, { headers: { 'cache-control': 'no-store' } });
