import { canonicalJson, openPool, PostgresStore } from '@racetower/log';
import { loadEditions } from '@racetower/rulebook';
import { createHash } from 'node:crypto';
import { Club, type Sent } from '../club/club.ts';

/** What a process of the cluster is asked to do, and answers. */
export type Asked = { readonly give: string; readonly club: string } | { readonly report: true };
export type Told =
  | { readonly ready: true }
  | { readonly given: string; readonly is: string }
  | { readonly seen: Readonly<Record<string, { readonly seq: number; readonly digest: string }>> };

// One of several processes on one database: gives what it is told to, and follows every club.
const [url = '', rulebook = '', names = ''] = process.argv.slice(2);
const read = loadEditions(rulebook);
const editions = read.ok ? read.value.map((each) => each.book) : [];
const store = await PostgresStore.open(openPool(url, 8));
const clubs = new Map(
  names.split(',').map((name) => [name, new Club({ log: store.log(name), editions, now: () => '2026-05-02T17:00:00Z' })]),
);
for (const club of clubs.values()) club.onFacts(() => undefined);

const tell = (told: Told): void => void process.send?.(told);

async function give(name: string, key: string): Promise<void> {
  const command = { do: 'register', by: 'sign-in:Sue', person: key, details: {} } as unknown as Sent;
  const outcome = await clubs.get(name)?.give(command, { key });
  tell({ given: key, is: outcome?.is ?? 'unknown' });
}

process.on('message', (asked: Asked) => {
  if ('give' in asked) void give(asked.club, asked.give);
  else {
    // What was followed, without a look at the log now.
    const seen = [...clubs].map(([name, club]) => {
      const facts = [...club.seen.all];
      return [name, { seq: facts.length, digest: createHash('sha256').update(canonicalJson(facts)).digest('hex') }] as const;
    });
    tell({ seen: Object.fromEntries(seen) });
  }
});
tell({ ready: true });
