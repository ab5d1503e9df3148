import { isPostgresUrl, openPool, openSqliteLog, PostgresStore } from '@racetower/log';
import { loadEditions } from '@racetower/rulebook';
import { Club, type Sent } from '../club/club.ts';

// Gives commands with keys for ever, several under way, and says the number of each and of its fact once it is acknowledged; the test kills it.
const [place = '', rulebook = '', hand = ''] = process.argv.slice(2);
const read = loadEditions(rulebook);
const editions = read.ok ? read.value.map((each) => each.book) : [];
const log = isPostgresUrl(place)
  ? (await PostgresStore.open(openPool(place, 4))).log('example-speedway')
  : openSqliteLog(place, 'example-speedway');
const club = new Club({ log, editions, now: () => '2026-05-02T17:00:00Z' });
const AT_ONCE = 8;
let next = 0;

async function giveForEver(): Promise<void> {
  for (;;) {
    const name = `${hand}-${next}`;
    next += 1;
    const command = { do: 'register', by: 'sign-in:Sue', person: name, details: {} } as unknown as Sent;
    const outcome = await club.give(command, { key: name });
    if (outcome.is === 'done') process.stdout.write(`${name} ${outcome.facts[0]?.seq ?? 0}\n`);
  }
}

for (let count = 0; count < AT_ONCE; count += 1) void giveForEver();
