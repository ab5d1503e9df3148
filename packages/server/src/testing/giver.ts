import { openSqliteLog } from '@racetower/log';
import { loadEditions } from '@racetower/rulebook';
import { Club, type Sent } from '../club/club.ts';

// Gives commands with keys for ever, several under way, and says each key once it is acknowledged; the test kills it.
const [file = '', rulebook = '', from = '0'] = process.argv.slice(2);
const read = loadEditions(rulebook);
const editions = read.ok ? read.value.map((each) => each.book) : [];
const club = new Club({ log: openSqliteLog(file, 'example-speedway'), editions, now: () => '2026-05-02T17:00:00Z' });
for (let number = Number(from); ; number += 1) {
  const command = { do: 'register', by: 'sign-in:Sue', person: `Person ${number}`, details: {} } as unknown as Sent;
  const outcome = await club.give(command, { key: `k${number}` });
  if (outcome.is === 'done') process.stdout.write(`${number} ${outcome.facts[0]?.seq ?? 0}\n`);
}
