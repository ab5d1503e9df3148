import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { canonicalJson, openPool, PostgresStore } from '@racetower/log';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { noPostgresBecause, type PostgresServer, startPostgres } from '../../../log/src/testing/postgres-server.ts';
import { EXAMPLE } from '../testing/example-club.ts';
import type { Asked, Told } from '../testing/hand.ts';

const because = await noPostgresBecause();
if (because !== undefined) process.stderr.write(`skipped: ${because}\n`);
const server = because === undefined ? await startPostgres() : undefined;
afterAll(() => server?.stop());

const CLUBS = Array.from({ length: 50 }, (_, index) => `club-${index}`);

/** A process on the database, with what it was given and acknowledged. */
interface Hand {
  readonly child: ChildProcess;
  readonly acknowledged: Set<string>;
  readonly ask: (asked: Asked) => void;
  readonly next: <T extends Told>(is: (told: Told) => told is T) => Promise<T>;
}

async function startHand(url: string): Promise<Hand> {
  const script = fileURLToPath(new URL('../testing/hand.ts', import.meta.url));
  const child = fork(script, [url, EXAMPLE, CLUBS.join(',')], { execArgv: ['--disable-warning=ExperimentalWarning'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const acknowledged = new Set<string>();
  child.on('message', (told: Told) => {
    if ('given' in told && told.is === 'done') acknowledged.add(told.given);
  });
  const next: Hand['next'] = (is) =>
    new Promise((found) => {
      const look = (told: Told): void => {
        if (!is(told)) return;
        child.off('message', look);
        found(told);
      };
      child.on('message', look);
    });
  const hand = { child, acknowledged, ask: (asked: Asked) => void child.send(asked), next };
  await next((told): told is Extract<Told, { ready: true }> => 'ready' in told);
  return hand;
}

/** Asks a process again and again what it saw, until it is this. */
async function converges(hand: Hand, wanted: object): Promise<object> {
  for (let last: object = {}; ;) {
    hand.ask({ report: true });
    const { seen } = await hand.next((told): told is Extract<Told, { seen: object }> => 'seen' in told);
    if (canonicalJson(seen) === canonicalJson(wanted)) return seen;
    // Nothing more comes to one that has stopped following: the test ends by its time.
    last = seen;
    await new Promise((again) => setImmediate(again, last));
  }
}

/** Waits until a process has acknowledged so many. */
async function acknowledges(hand: Hand, count: number): Promise<void> {
  while (hand.acknowledged.size < count) await hand.next((told): told is Extract<Told, { given: string }> => 'given' in told);
}

async function contentsOf(url: string): Promise<ReadonlyMap<string, readonly string[]> & { readonly seen: object }> {
  const pool = openPool(url);
  const store = await PostgresStore.open(pool);
  const contents = new Map<string, readonly string[]>();
  const seen: Record<string, object> = {};
  for (const club of CLUBS) {
    const log = store.log(club);
    const facts = await log.read();
    expect(await log.verify()).toMatchObject({ ok: true, facts: facts.length });
    contents.set(
      club,
      facts.map((fact) => (fact.kind === 'person-registered' ? fact.body.person : fact.kind)),
    );
    seen[club] = { seq: facts.length, digest: createHash('sha256').update(canonicalJson(facts)).digest('hex') };
  }
  await store.close();
  await pool.end();
  return Object.assign(contents, { seen });
}

/** Everything that is to be given: two hundred at once to one club, two to each of the others. */
const GIVEN = [
  ...Array.from({ length: 200 }, (_, index) => ({ club: CLUBS[0]!, give: `one-${index}` })),
  ...CLUBS.slice(1).flatMap((club) => [0, 1].map((index) => ({ club, give: `${club}-${index}` }))),
];

async function expectNothingLost(running: PostgresServer): Promise<void> {
  const url = await running.database();
  const hands = await Promise.all([startHand(url), startHand(url), startHand(url)]);
  const shares = hands.map((_, hand) => GIVEN.filter((_, index) => index % hands.length === hand));
  for (const [index, hand] of hands.entries()) for (const asked of shares[index]!) hand.ask(asked);
  const [one, two, three] = hands;
  await acknowledges(one, 20);
  two.child.kill('SIGKILL');
  await acknowledges(one, 40);
  await running.kill();
  await running.start();
  // Whoever had no answer of the killed process sends it again, to another.
  for (const asked of shares[1]!.filter(({ give }) => !two.acknowledged.has(give))) three.ask(asked);
  await acknowledges(one, shares[0]!.length);
  await acknowledges(three, shares[2]!.length + shares[1]!.filter(({ give }) => !two.acknowledged.has(give)).length);
  const contents = await contentsOf(url);
  for (const club of CLUBS) {
    const wanted = GIVEN.filter((asked) => asked.club === club).map(({ give }) => give);
    expect([...contents.get(club)!].toSorted()).toEqual(wanted.toSorted());
  }
  for (const hand of [one, three]) expect(await converges(hand, contents.seen)).toEqual(contents.seen);
}

test.skipIf(!server)(
  'three processes on one database lose and double nothing, though one is killed and the database too, and those that live see the same',
  () => expectNothingLost(server!),
  300_000,
);
