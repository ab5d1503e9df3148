import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { Metrics } from '../metrics/metrics.ts';
import { problem, problemResponse } from './problem.ts';

export interface ServedMetrics {
  readonly metrics: Metrics;
  /** Who sends it may read the measures; left out: nobody but the machine itself. */
  readonly token?: string;
  /** Tells whether a request comes from the machine itself. */
  readonly here: (c: Context) => boolean;
}

/** `GET /metrics`. */
export async function answerMetrics(c: Context, { metrics, token, here }: ServedMetrics): Promise<Response> {
  const sent = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const known = token !== undefined && sent !== undefined && isSame(sent, token);
  if (!known && !here(c))
    return problemResponse(problem(401, 'no-token', 'measures are for the machine itself, or who sends the token of the settings'), {
      'www-authenticate': 'Bearer',
    });
  const { text, type } = await metrics.text();
  return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
}

const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
