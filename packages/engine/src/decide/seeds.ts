import type { Plain } from '../fact.ts';
import type { DrawRule } from '../language.ts';
import { refuse } from '../refusal.ts';
import { type DrawnFor, seedBucket } from '../seed-drawing.ts';
import type { Where } from '../values.ts';
import { type Deciding, factOf, type Handler, meetingFor } from './deciding.ts';

/** Publishes the hash of a seed; refuses once a car is signed in, as a seed could then be looked for that suits somebody. */
export const commitSeed: Handler<'commit-seed'> = (deciding) => {
  const meeting = meetingFor(deciding);
  const facts = deciding.context.state.meetings.get(meeting)?.facts;
  const before = facts?.of('seed-committed').at(-1);
  if (before) return refuse('seed-committed', 'the seed of this meeting is committed already', { facts: [before.seq], field: 'hash' });
  if (!/^[0-9a-f]{64}$/.test(deciding.command.hash))
    return refuse('bad-hash', 'the hash is 64 hexadecimal digits of SHA-256', { field: 'hash' });
  const signedIn = facts?.of('car-signed-in')[0];
  if (signedIn)
    return refuse('sign-in-open', 'sign-in is open: a seed is committed before it is known who races', {
      facts: [signedIn.seq],
      field: 'hash',
    });
  return [factOf(deciding, 'seed-committed', { hash: deciding.command.hash }, { meeting })];
};

/** Publishes the seed, after which it draws nothing any more; refuses any but the committed one. */
export const revealSeed: Handler<'reveal-seed'> = (deciding) => {
  const meeting = meetingFor(deciding);
  drawingBy(deciding, deciding.command.seed, meeting, []);
  return [factOf(deciding, 'seed-revealed', { seed: deciding.command.seed }, { meeting })];
};

/** Draws from the committed seed; a result that is given beside it must be what the seed draws. */
export function drawnFromSeed(deciding: Deciding<'draw'>, rule: DrawRule, where: Where): Plain {
  const { context, command } = deciding;
  const meeting = meetingFor(deciding);
  const drawing = drawingBy(deciding, command.seed ?? '', meeting, rule.clauses);
  const { bucket, count } = seedBucket(context, rule, where);
  const about: DrawnFor = {
    meeting,
    draw: rule.id,
    ...(where.class === undefined ? {} : { class: where.class }),
    ...(where.race === undefined ? {} : { race: where.race }),
    ...(command.car === undefined ? {} : { car: command.car }),
  };
  const drawn = drawing(about, bucket, count);
  const result = count > 1 ? drawn : (drawn[0] ?? null);
  if (command.result !== undefined && JSON.stringify(command.result) !== JSON.stringify(result))
    return refuse('not-drawn', `${rule.says}: the seed does not draw ${JSON.stringify(command.result)}`, {
      clauses: rule.clauses,
      field: 'result',
    });
  return result;
}

/** Draws by the seed that was committed at the meeting and is still secret; refuses any other. */
function drawingBy(
  deciding: Deciding,
  seed: string,
  meeting: string,
  clauses: readonly string[],
): (about: DrawnFor, bucket: readonly Plain[], count: number) => readonly Plain[] {
  const facts = deciding.context.state.meetings.get(meeting)?.facts;
  const committed = facts?.of('seed-committed').at(-1);
  if (!committed) return refuse('no-seed', 'no seed was committed for this meeting', { clauses, field: 'seed' });
  const { drawing } = deciding;
  if (!drawing) return refuse('no-drawing', 'draws from a seed are not set up here', { clauses, field: 'seed' });
  if (drawing.hash(seed) !== committed.body.hash)
    return refuse('wrong-seed', 'this is not the seed that was committed for the meeting', {
      clauses,
      facts: [committed.seq],
      field: 'seed',
    });
  const revealed = facts?.of('seed-revealed').at(-1);
  if (revealed)
    return refuse('seed-revealed', 'the seed is public: anybody could know what it draws', {
      clauses,
      facts: [revealed.seq],
      field: 'seed',
    });
  return (about, bucket, count) => drawing.draw(seed, about, bucket, count);
}
