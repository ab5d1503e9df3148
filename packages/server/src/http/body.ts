import type { Context } from 'hono';
import { problem, stopWith } from './problem.ts';

/** Largest body that is read, in bytes. */
export const BODY_LIMIT = 256 * 1024;
/** Lists and maps within each other, so deep and no deeper. */
const DEEPEST = 16;

/** Reads a body as JSON in UTF-8, and not more of it than may be sent. @throws the problem to answer */
export async function readJson(c: Context, limit = BODY_LIMIT): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type))
    stopWith(problem(415, 'not-json', `send JSON, with content-type application/json, not "${type}"`));
  const text = decoded(await bytesOf(c, limit));
  const value = parsed(text);
  if (tooDeep(value)) stopWith(problem(400, 'too-deep', `lists and maps go ${DEEPEST} deep at most`));
  if (!isReadable(value)) stopWith(problem(400, 'not-unicode', 'a text has half a sign or a zero in it, which nobody can read back'));
  return value;
}

/** Reads a body, and not more of it than may be sent. @throws the problem to answer */
export async function bytesOf(c: Context, limit = BODY_LIMIT): Promise<Uint8Array> {
  const large = (): never => stopWith(problem(413, 'body-too-large', `a body has ${limit} bytes at most`), { connection: 'close' });
  if (Number(c.req.header('content-length') ?? 0) > limit) return large();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of c.req.raw.body ?? []) {
    size += part.length;
    if (size > limit) return large();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return stopWith(problem(400, 'not-utf8', 'the body is not UTF-8'));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const where = error instanceof Error ? error.message.replace(/, ".*$/s, '') : '';
    return stopWith(problem(400, 'bad-json', `the body is no JSON: ${where.slice(0, 120)}`));
  }
}

/** Looks without recursion, so that no depth exhausts the stack. */
function tooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

/** Tells whether every text can be written to a log and comes back as it was; to be asked of what is not too deep. */
function isReadable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, part]) => isReadable(name) && isReadable(part));
}
