import { type FactLog, LogError, type Row, type Tail } from '@racetower/log';
import { nameOfWriter } from './writer.ts';
import { PublishRefused, type Remote, ServiceAway } from './remote.ts';

/** Facts that are sent at once, and how many signs they have at most: a poor link carries small pieces whole. */
const MOST_ROWS = 200;
const MOST_SIGNS = 200_000;

/** How many facts a link carries at once: half as many after it broke, twice as many after it held. */
export interface Load {
  rows: number;
  /** The last number that the service is known to have. */
  reached: number;
}

/**
 * Sends what the service does not have, a piece after the other; what arrived stays there, whatever becomes of the rest.
 * @returns the end of the log there, equal to that here
 * @throws PublishRefused `forked` when other facts stand there
 */
export async function sendAll(log: FactLog, remote: Remote, writer: string, load: Load = { rows: MOST_ROWS, reached: 0 }): Promise<Tail> {
  let own = await log.tail();
  const there = await remote.standing(own.seq);
  await mustGoTogether(log, own, there);
  let at: Tail = there;
  do {
    load.reached = at.seq;
    const rows = pieceOf(await log.rows(at.seq, load.rows));
    try {
      at = await remote.send(writer, rows, own);
    } catch (error) {
      if (error instanceof ServiceAway) load.rows = Math.max(1, Math.floor(load.rows / 2));
      throw error;
    }
    load.rows = Math.min(MOST_ROWS, load.rows * 2);
    own = await log.tail();
  } while (at.seq < own.seq);
  load.reached = at.seq;
  return at;
}

/** @throws PublishRefused when one is not the beginning of the other, or the service is ahead */
async function mustGoTogether(log: FactLog, own: Tail, there: Tail & { readonly hashAt?: string }): Promise<void> {
  if (there.seq <= own.seq) {
    const [shared] = there.seq === 0 ? [] : await log.rows(there.seq - 1, 1);
    if (there.seq === 0 || shared?.hash === there.hash) return;
    throw forked(log.club, there.seq);
  }
  if (own.seq > 0 && there.hashAt !== own.hash) throw forked(log.club, own.seq);
  throw new PublishRefused(
    'ahead',
    `the service has ${there.seq - own.seq} facts of ${log.club} that are not here: take them over with racetower hand-over --back`,
  );
}

function forked(club: string, seq: number): PublishRefused {
  return new PublishRefused(
    'forked',
    `two writers made facts of ${club}: the service has another fact at ${seq} or before. Move this log away, take over that of the service with racetower hand-over --back, and give again what is only in this one`,
  );
}

function pieceOf(rows: readonly Row[]): readonly Row[] {
  let signs = 0;
  const end = rows.findIndex((row, index) => (signs += row.body.length + 300) > MOST_SIGNS && index > 0);
  return end < 0 ? rows : rows.slice(0, end);
}

/** Takes over what the service has and the log here has not. @returns the end of both */
export async function fetchAll(log: FactLog, remote: Remote): Promise<Tail> {
  let own = await log.tail();
  const there = await remote.standing(own.seq);
  if (there.seq < own.seq || (own.seq > 0 && there.hashAt !== own.hash)) throw forked(log.club, own.seq);
  while (own.seq < there.seq) {
    const rows = await remote.rows(own.seq);
    if (rows.length === 0) throw new LogError('gap', `the service does not send fact ${own.seq + 1}`, own.seq + 1);
    own = await log.take(rows);
  }
  return own;
}

/**
 * Gives the making of facts to the service.
 *
 * Nothing is made here from the moment on that the last fact is on its way; when the link breaks before the service has said yes, nothing is
 * made anywhere until this was done again.
 */
export async function giveAway(log: FactLog, remote: Remote, writer: string, service: string): Promise<Tail> {
  await sendAll(log, remote, writer);
  await log.setFollowing(service);
  const end = await sendAll(log, remote, writer);
  return remote.handOver(writer, 'service', end);
}

/** Takes the making of facts back from the service: it stops there, all of it is fetched, and it begins here. */
export async function takeBack(log: FactLog, remote: Remote, writer: string): Promise<Tail> {
  await fetchAll(log, remote);
  await remote.handOver(writer, 'writer', await log.tail());
  const end = await fetchAll(log, remote);
  await log.setFollowing(undefined);
  return end;
}

/** Says where the facts of a log are made. */
export const followsText = (club: string, writer: string): string =>
  `the facts of ${club} are made by ${nameOfWriter(writer)}: give this there, or hand it over with racetower hand-over`;
