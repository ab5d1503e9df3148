import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { NewFact } from '@racetower/engine';
import { openSqliteLog } from '@racetower/log';
import { Club } from '@racetower/server/club';
import type { Benchmark, Case } from './benchmark.ts';
import { season, speedway } from './speedway.ts';

/** Facts of a season of twenty nights of ten races, each lap scored by hand. */
const A_SEASON = 5_000;

function opening(seasons: number): Case {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'club.sqlite');
  const facts = season(seasons * A_SEASON).map(({ club: _club, seq: _seq, ...fact }) => fact as NewFact);
  const editions = speedway();
  let written: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    const log = openSqliteLog(file, 'example-speedway');
    const appended = await log.append(facts, 0);
    if (!appended.ok) throw new Error(appended.code);
    await log.close();
  };
  const work = async (): Promise<number> => {
    await (written ??= write());
    const club = new Club({ log: openSqliteLog(file, 'example-speedway'), editions, now: () => '2026-05-02T12:00:00Z' });
    const { seq } = await club.latest();
    await club.close();
    if (seq !== facts.length) throw new Error(`${seq} of ${facts.length} facts were read`);
    return seq;
  };
  const floor = async (): Promise<number> => {
    await (written ??= write());
    const bare = new DatabaseSync(file, { readOnly: true });
    let bytes = 0;
    for (const row of bare.prepare('select * from facts order by seq').iterate()) bytes += String(row['body']).length;
    bare.close();
    return bytes;
  };
  return { size: `${seasons} season${seasons === 1 ? '' : 's'}`, units: facts.length, unit: 'facts', work, floor };
}

export const openAClub: Benchmark = {
  name: 'open',
  says: 'opening a club on its log: all its facts read and folded, ready for the first question',
  floor: 'reading the same rows of the same file',
  cases: () => [1, 10].map(opening),
};
