import { applyPatch, type Operation } from 'rfc6902';
import { describe, expect, test } from 'vitest';
import { exampleApp, member } from '../testing/example-app.ts';
import { exampleClub, giveAll, HEAT_RUN, SIGNED_IN, temporaryFile, shyEditions, tickingClock } from '../testing/example-club.ts';
import type { Sent } from '../club/club.ts';
import { Live } from './live.ts';
import { Reader, WAITING_LIMIT } from './reader.ts';

const RESULT = 'live/result?meeting=2026-05-02&race=mini-stock/heat-1&because=no';
const person = (name: string): Sent => ({ do: 'register', by: 'sign-in:Sue', person: name, details: {} }) as never;

interface Told {
  readonly event: string;
  readonly id: number;
  readonly data: {
    readonly seq: number;
    readonly answer: unknown;
    readonly from: number;
    readonly patch: Operation[];
    readonly code: string;
  };
}

/** Reads a stream event by event; what is no event is kept as text. */
function readerOf(response: Response) {
  const stream = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const block = async (): Promise<string | undefined> => {
    while (!text.includes('\n\n')) {
      const { done, value } = await stream.read();
      if (done) return undefined;
      text += value;
    }
    const [first = ''] = text.split('\n\n', 1);
    text = text.slice(first.length + 2);
    return first;
  };
  const next = async (): Promise<Told | undefined> => {
    for (let found = await block(); found !== undefined; found = await block()) {
      const fields = new Map(found.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      if (fields.has('event'))
        return { event: fields.get('event')!, id: Number(fields.get('id')), data: JSON.parse(fields.get('data')!) as Told['data'] };
    }
    return undefined;
  };
  return { block, next, leave: () => stream.cancel() };
}

describe('a view that is followed', () => {
  test('is shown whole, then as it changes, until it ends', async () => {
    const { club, get, lives } = exampleApp();
    await giveAll(club, SIGNED_IN);
    const reader = readerOf(await get(RESULT));
    expect(await reader.next()).toMatchObject({ event: 'snapshot', id: 14, data: { seq: 14, answer: { rows: [] } } });
    await giveAll(club, HEAT_RUN);
    expect(await reader.next()).toMatchObject({ event: 'snapshot', id: 15, data: { answer: { rows: [{ car: '44' }, {}, {}, {}] } } });
    lives.end();
    expect(await reader.next()).toBeUndefined();
  });
  test('is patched where that is smaller, to what a fresh question answers', async () => {
    const { club, get } = exampleApp();
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    const reader = readerOf(await get(RESULT));
    const held = (await reader.next())!.data.answer;
    await giveAll(club, [{ do: 'make-official', by: 'race-director:Rae', meeting: '2026-05-02', race: 'mini-stock/heat-1' } as never]);
    const told = await reader.next();
    expect(told).toMatchObject({ event: 'patch', data: { from: 15, seq: 16 } });
    expect(applyPatch(held, told!.data.patch).filter((fault) => fault !== null)).toEqual([]);
    const fresh = (await (await get(RESULT.replace('live', 'views'))).json()) as { readonly answer: unknown };
    expect(held).toEqual(fresh.answer);
  });
  test('says nothing about facts that do not change it', async () => {
    const { club, get } = exampleApp();
    await giveAll(club, SIGNED_IN);
    const reader = readerOf(await get(RESULT));
    await reader.next();
    await giveAll(club, [person('Ann')]);
    await new Promise((resolve) => setImmediate(resolve));
    await giveAll(club, HEAT_RUN);
    expect((await reader.next())?.id).toBe(16);
  });
  test('without an answer says why, and goes on when there is one', async () => {
    const { club, get } = exampleApp();
    const reader = readerOf(await get(RESULT));
    expect(await reader.next()).toMatchObject({ event: 'problem', data: { code: 'unknown-meeting' } });
    await giveAll(club, SIGNED_IN);
    expect(await reader.next()).toMatchObject({ event: 'snapshot' });
  });
  test('is followed across processes', async () => {
    const file = temporaryFile();
    const { club, get } = exampleApp({ is: 'operator' }, exampleClub(file));
    await giveAll(club, SIGNED_IN);
    const reader = readerOf(await get(RESULT));
    await reader.next();
    await giveAll(exampleClub(file), HEAT_RUN);
    expect((await reader.next())?.id).toBe(15);
  });
});

describe('a reader that comes back', () => {
  const back = async (last: string) => {
    const { club, get } = exampleApp();
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    const response = await get(RESULT, { 'last-event-id': last });
    await giveAll(club, [{ do: 'make-official', by: 'race-director:Rae', meeting: '2026-05-02', race: 'mini-stock/heat-1' } as never]);
    return readerOf(response).next();
  };
  test.each([
    { name: 'and missed nothing is told what comes next', last: '15', event: 'patch', id: 16 },
    { name: 'and missed a change is told it', last: '14', event: 'snapshot', id: 15 },
    { name: 'from a log that was longer is shown all', last: '99', event: 'snapshot', id: 15 },
    { name: 'with nonsense is shown all', last: 'x', event: 'snapshot', id: 15 },
  ])('$name', async ({ last, event, id }) => expect(await back(last)).toMatchObject({ event, id }));
});

describe('the readers of a club', () => {
  test('get heartbeats', async () => {
    const { get, lives } = exampleApp();
    const reader = readerOf(await get(RESULT));
    await reader.next();
    lives.beat();
    expect(await reader.block()).toBe(': still here');
  });
  test('who left cost nothing more', async () => {
    const { club, get, lives } = exampleApp();
    const reader = readerOf(await get(RESULT));
    await reader.next();
    expect(lives.of(club).open).toBe(1);
    await reader.leave();
    expect(lives.of(club).open).toBe(0);
  });
  test('who do not read are let go, and others read on', async () => {
    const gone: string[] = [];
    const slow = new Reader(() => gone.push('slow'));
    const quick = new Reader(() => gone.push('quick'));
    const taken = quick.stream.getReader();
    slow.tell('x'.repeat(WAITING_LIMIT / 2));
    expect(gone).toEqual([]);
    slow.tell('x'.repeat(WAITING_LIMIT / 2));
    quick.tell('still told');
    slow.tell('never told');
    expect(gone).toEqual(['slow']);
    return taken.read().then(({ value }) => expect(new TextDecoder().decode(value)).toBe('still told'));
  });
  test('are given all that they came for, however long, and only changes that pile up behind it let them go', () => {
    const gone: string[] = [];
    const reader = new Reader(() => gone.push('let go'));
    reader.tell('x'.repeat(WAITING_LIMIT * 3), true);
    reader.tell('x'.repeat(WAITING_LIMIT / 2));
    expect(gone).toEqual([]);
    reader.tell('x'.repeat(WAITING_LIMIT / 2));
    expect(gone).toEqual(['let go']);
  });
  test('of a view that breaks are let go, and others read on', async () => {
    const club = exampleClub();
    await giveAll(club, SIGNED_IN);
    const faults: unknown[] = [];
    const live = new Live(club, (error) => faults.push(error));
    let broken = false;
    const fails = await live.join({
      key: 'a',
      show: () => {
        if (broken) throw new Error('broken');
        return { ok: true, seq: club.seen.seq, answer: 1 };
      },
      lastSeq: undefined,
    });
    const holds = await live.join({ key: 'b', show: () => ({ ok: true, seq: club.seen.seq, answer: club.seen.seq }), lastSeq: undefined });
    broken = true;
    await giveAll(club, HEAT_RUN);
    const read = readerOf(new Response(holds.stream));
    expect([(await read.next())?.data.answer, (await read.next())?.data.answer]).toEqual([14, 15]);
    const gone = readerOf(new Response(fails.stream));
    expect([(await gone.next())?.event, await gone.next(), faults.length]).toEqual(['snapshot', undefined, 1]);
  });
  test('see what they may: the public short names, officials whole ones', async () => {
    const club = exampleClub(':memory:', tickingClock(), shyEditions());
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    const seen = await Promise.all(
      [{ is: 'public' } as const, member('Sam', 'scorer')].map(async (visitor) =>
        JSON.stringify((await readerOf(await exampleApp(visitor, club).get(RESULT)).next())?.data.answer),
      ),
    );
    expect(seen.map((text) => text.includes('Dee Dunn'))).toEqual([false, true]);
  });
  test.each([
    ['live/nothing', 404],
    [`${RESULT}&seq=3`, 400],
    [`${RESULT}&at=now`, 400],
    ['live', 400],
    ['live?ask=', 404],
    ['live?ask=meetings&colour=red', 400],
    ['live?ask=meetings%3Fcolour%3Dred', 400],
    ['live?ask=meetings%3Fseason%3Da%26season%3Db', 400],
    ['live?ask=meetings&ask=nothing', 404],
    [`live?${'ask=meetings&'.repeat(61)}`, 400],
  ])('%s is a problem', async (path, status) => expect((await exampleApp().get(path)).status).toBe(status));
  test.each(['live/history', 'live?ask=meetings&ask=history'])('may not follow what they may not ask: %s', async (path) =>
    expect((await exampleApp({ is: 'public' }).get(path)).status).toBe(401),
  );
});
