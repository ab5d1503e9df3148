import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import type { TimingRight } from '../access/desks.ts';
import { visitorMayTime } from '../access/visitor.ts';
import { type ClubTiming, GearError } from '../timing/club-timing.ts';
import { FEED_SCHEMA, isSourceName, SOURCE_SCHEMA } from '../timing/set-up.ts';
import type { TimingLives } from '../timing/timing-live.ts';
import { readJson } from './body.ts';
import { type ServedClubs, visitOf } from './clubs.ts';
import { problem, stopWith } from './problem.ts';
import { issuesOf } from './schemas.ts';

/** The timing of each club by name; a club without has none here. */
export interface ServedTiming extends ServedClubs {
  readonly timing?: ReadonlyMap<string, ClubTiming>;
}

/** What may be done with gear that is set up. */
const ACTIONS = ['start', 'stop', 'dismiss-gaps'] as const;

/** `/api/clubs/:club/timing…`: the gear of a club, how it does, and setting it up. */
export function addTiming(app: Hono, served: ServedTiming, lives: TimingLives): void {
  const here = '/api/clubs/:club/timing';
  const answer = async (c: Context, right: TimingRight, work: (timing: ClubTiming) => Promise<void> | void): Promise<Response> => {
    const timing = await timingOf(c, served, right);
    try {
      await work(timing);
    } catch (error) {
      if (error instanceof GearError)
        return stopWith(problem(error.code === 'unknown-source' ? 404 : error.code === 'gear-on' ? 409 : 422, error.code, error.message));
      throw error;
    }
    return Response.json(await timing.health(), { headers: { 'cache-control': 'no-store' } });
  };
  app.get(here, (c) => answer(c, 'see', () => undefined));
  app.get(`${here}/live`, async (c) => lives.follow(await timingOf(c, served, 'see')));
  app.put(`${here}/sources/:source`, (c) =>
    answer(c, 'set-up', async (timing) => timing.set(sourceIn(c), checked(SOURCE_SCHEMA, await readJson(c)))),
  );
  app.delete(`${here}/sources/:source`, (c) => answer(c, 'set-up', (timing) => timing.remove(sourceIn(c))));
  app.post(`${here}/sources/:source/:action`, (c) => {
    const action = ACTIONS.find((each) => each === c.req.param('action'));
    if (!action) return stopWith(problem(404, 'no-such-page', `gear takes ${ACTIONS.join(', ')}`));
    return answer(c, 'run', (timing) => {
      if (action === 'start') return timing.start(sourceIn(c));
      return action === 'stop' ? timing.stop(sourceIn(c)) : timing.dismissGaps(sourceIn(c));
    });
  });
  app.put(`${here}/feed`, (c) => answer(c, 'set-up', async (timing) => timing.setFeed(checked(FEED_SCHEMA, await readJson(c)))));
  app.post(`${here}/feed/start`, (c) => answer(c, 'set-up', (timing) => timing.startFeed()));
  app.post(`${here}/feed/stop`, (c) => answer(c, 'set-up', (timing) => timing.stopFeed()));
}

/** @throws the problem to answer: no such club, not for this visitor, or no gear at this server */
async function timingOf(c: Context, served: ServedTiming, right: TimingRight): Promise<ClubTiming> {
  const { club, visitor } = await visitOf(c, served);
  if (!visitorMayTime(visitor, right)) {
    const signedIn = visitor.is === 'member';
    return stopWith(problem(signedIn ? 403 : 401, signedIn ? 'not-your-desk' : 'sign-in', 'the timing gear is for officials'));
  }
  const timing = served.timing?.get(club.name);
  return timing ?? stopWith(problem(404, 'no-timing', 'this server takes no timing gear: that is its setting `timing`'));
}

function sourceIn(c: Context): string {
  const name = c.req.param('source') ?? '';
  if (isSourceName(name)) return name;
  return stopWith(
    problem(400, 'bad-input', 'gear is called by small letters, digits and dashes, 40 at most, as start-finish', { field: 'source' }),
  );
}

function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const errors = issuesOf(read.error);
  const says = errors.map((each) => `${each.field === '' ? 'body' : each.field}: ${each.says}`).join('; ');
  return stopWith(problem(400, 'bad-input', says.slice(0, 1000), { field: errors[0]?.field ?? '', errors }));
}
