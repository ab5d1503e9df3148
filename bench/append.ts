import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { NewFact } from '@racetower/engine';
import { openSqliteLog } from '@racetower/log';
import type { Benchmark, Case } from './benchmark.ts';
import { season } from './speedway.ts';

function newFacts(count: number): readonly NewFact[] {
  return season(count).map(({ club: _club, seq: _seq, ...fact }) => fact as NewFact);
}

/** Appends facts one at a time, each on disk before the next, to a new file. */
function appending(batch: number): Case {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const facts = newFacts(batch);
  const log = openSqliteLog(join(folder, 'log.sqlite'), 'example-speedway');
  const bare = new DatabaseSync(join(folder, 'bare.sqlite'));
  bare.exec(
    'pragma journal_mode = wal; pragma synchronous = full; create table facts (seq integer primary key, body text not null) strict;',
  );
  const insert = bare.prepare('insert into facts (body) values (?)');
  const bodies = facts.map((fact) => JSON.stringify(fact));
  return {
    size: `${batch} at once`,
    units: batch,
    unit: 'facts',
    work: async () => {
      const appended = await log.append(facts, await log.seq());
      if (!appended.ok) throw new Error(appended.code);
    },
    floor: () => {
      bare.exec('begin immediate');
      for (const body of bodies) insert.run(body);
      bare.exec('commit');
    },
  };
}

export const appendFacts: Benchmark = {
  name: 'append',
  says: 'appending facts to the log: checked, chained, synced to the disk',
  floor: 'inserting the same bytes into a bare table of the same database, synced in the same way',
  cases: () => [1, 10, 100].map(appending),
};
