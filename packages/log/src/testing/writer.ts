import { openSqliteLog } from '../sqlite-log.ts';
import type { NewFact } from '@racetower/engine';

// Appends for ever and says each number once it is acknowledged; the test kills it.
const log = openSqliteLog(process.argv[2] as string, 'club');
for (;;) {
  const seq = await log.seq();
  const fact = {
    at: '2026-05-02T12:00:00Z',
    by: 'scorer',
    kind: 'lap-scored',
    meeting: 'm',
    race: 'a/heat-1',
    body: { lap: seq + 1, order: ['1', '2'], lapped: [] },
  } as NewFact;
  const appended = await log.append([fact], seq);
  if (appended.ok) process.stdout.write(`${seq + 1}\n`);
}
