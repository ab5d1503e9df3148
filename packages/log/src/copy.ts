import type { FactLog, Tail } from './log.ts';
import { LogError } from './log-error.ts';

/** Rows that are carried at once. */
const BATCH = 2000;

/**
 * Copies a log as it stands, fact by fact and with the requests that were answered, also while it is written to.
 *
 * @param to empty, or the beginning of the same log
 * @returns the end of the copy, equal to that of the log when the copy was finished
 * @throws LogError when the chain of the log is broken, or other facts stand in the copy
 */
export async function copyLog(from: FactLog, to: FactLog): Promise<Tail> {
  if (from.club !== to.club) throw new LogError('other-club', `the copy is of "${to.club}", not of "${from.club}"`);
  const goal = await from.tail();
  let at = await to.tail();
  const [shared] = at.seq === 0 ? [] : await from.rows(at.seq - 1, 1);
  if (at.seq > 0 && shared?.hash !== at.hash)
    throw new LogError('forked', `the copy has another fact ${at.seq} than the log: they are not the same log`, at.seq);
  while (at.seq < goal.seq) {
    const rows = await from.rows(at.seq, Math.min(BATCH, goal.seq - at.seq));
    if (rows.length === 0) throw new LogError('gap', `fact ${at.seq + 1} is missing`, at.seq + 1);
    at = await to.take(rows);
  }
  if (at.hash !== goal.hash)
    throw new LogError('chain', `the copy ends with another digest than the log: ${at.hash}, not ${goal.hash}`, at.seq);
  await copyRequests(from, to, goal.seq);
  const following = await from.following();
  if (following) await to.setFollowing(following.writer);
  return at;
}

/** Requests are answered with facts: those answered after the copy was begun are left out. */
async function copyRequests(from: FactLog, to: FactLog, upTo: number): Promise<void> {
  let key = '';
  for (;;) {
    const requests = await from.requests(key, BATCH);
    const last = requests.at(-1);
    if (!last) return;
    await to.keepRequests(requests.filter(({ after, facts }) => after + facts <= upTo));
    key = last.key;
  }
}
