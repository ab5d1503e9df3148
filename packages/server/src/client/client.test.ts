import { describe, expect, test } from 'vitest';
import { exampleApp } from '../testing/example-app.ts';
import { giveAll, HEAT_RUN, SIGNED_IN } from '../testing/example-club.ts';
import { openClient, type Seen } from './index.ts';

const HEAT = { meeting: '2026-05-02', race: 'mini-stock/heat-1' };

/** A client of the service with the example club; `down` makes the network fail, `lines` counts the live lines it opened. */
function exampleClient() {
  const made = exampleApp();
  const net = { down: false, lines: [] as string[] };
  const client = openClient({
    address: 'http://racetower.test',
    club: 'example-speedway',
    fetch: async (path, init) => {
      if (net.down) throw new TypeError('no network');
      if (String(path).includes('/live')) net.lines.push(decodeURIComponent(String(path)).replaceAll('+', ' '));
      return made.app.request(new Request(path, init));
    },
  });
  return { ...made, client, net };
}

/** Waits for the next thing that is told. */
function told<T>() {
  const came: T[] = [];
  let wake: ((value: T) => void) | undefined;
  return {
    tell: (value: T) => (wake ? (wake(value), (wake = undefined)) : came.push(value)),
    next: () => (came.length > 0 ? Promise.resolve(came.shift()!) : new Promise<T>((resolve) => (wake = resolve))),
  };
}

describe('a client', () => {
  test('gives commands, once under a key, and previews them', async () => {
    const { client, club } = exampleClient();
    const ann = { do: 'register', by: 'sign-in:Sue', person: 'Ann', details: {} } as const;
    expect(await client.preview(ann)).toMatchObject({ facts: [{ kind: 'person-registered' }], seq: 0 });
    expect(await client.give(ann, { key: 'k1' })).toMatchObject({ repeated: false, seq: 1 });
    expect(await client.give(ann, { key: 'k1' })).toMatchObject({ repeated: true, seq: 1 });
    expect(club.seen.seq).toBe(1);
  });
  test('asks views, now and earlier', async () => {
    const { client, club } = exampleClient();
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    const now = await client.ask('result', HEAT, { reasons: false });
    expect(now.rows.map((row) => row.car)).toEqual(['44', '11', '22', '33']);
    expect((await client.ask('result', HEAT, { seq: 14 })).rows).toEqual([]);
  });
  test('throws the problem of the server, and says when there is none to be reached', async () => {
    const { client, net } = exampleClient();
    await expect(client.ask('line-up', { meeting: '1999-01-01', race: 'a/b' })).rejects.toMatchObject({
      problem: { status: 404, code: 'unknown-meeting' },
    });
    await expect(client.give({ do: 'register', by: 'sign-in', person: '', details: {}, colour: 'red' } as never)).rejects.toMatchObject({
      problem: { errors: [{ field: 'colour' }] },
    });
    net.down = true;
    await expect(client.me()).rejects.toMatchObject({ name: 'UnreachableError' });
  });
  test('learns in which roles it may act and what these may do', async () => {
    const { client } = exampleClient();
    const { is, roles } = await client.me();
    expect(is).toBe('operator');
    expect(roles.find((each) => each.role === 'race-director')).toMatchObject({
      desk: 'race-director',
      gives: expect.arrayContaining(['flag']),
      asks: expect.arrayContaining(['race']),
    });
  });
});

describe('views that are followed', () => {
  test('share one line, are shown whole and then as they change', async () => {
    const { client, club, net } = exampleClient();
    await giveAll(club, SIGNED_IN);
    const [result, lineUp] = [told<Seen<'result'>>(), told<Seen<'line-up'>>()];
    client.follow('result', HEAT, result.tell);
    client.follow('line-up', HEAT, lineUp.tell);
    expect(await result.next()).toMatchObject({ ok: true, seq: 14, answer: { rows: [] } });
    expect(await lineUp.next()).toMatchObject({ ok: true, answer: { slots: [{}, {}, {}, {}] } });
    await giveAll(club, HEAT_RUN);
    const run = await result.next();
    expect(run).toMatchObject({ ok: true, seq: 15, answer: { rows: [{ car: '44' }, {}, {}, {}], standing: 'provisional' } });
    await giveAll(club, [{ do: 'make-official', by: 'race-director:Rae', ...HEAT } as never]);
    expect(await result.next()).toMatchObject({ seq: 16, answer: { standing: 'official' } });
    expect(run).toMatchObject({ answer: { standing: 'provisional' } });
    expect(net.lines.length).toBe(1);
    client.close();
  });
  test('go on from what was seen when another is added', async () => {
    const { client, club, net } = exampleClient();
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    const [result, lineUp] = [told<Seen<'result'>>(), told<Seen<'line-up'>>()];
    client.follow('result', HEAT, result.tell);
    await result.next();
    client.follow('line-up', HEAT, lineUp.tell);
    await lineUp.next();
    expect(net.lines.map((line) => line.match(/ask=[^&?]*/g))).toEqual([['ask=result'], ['ask=15 result', 'ask=line-up']]);
    await giveAll(club, [{ do: 'make-official', by: 'race-director:Rae', ...HEAT } as never]);
    expect(await result.next()).toMatchObject({ seq: 16, answer: { standing: 'official' } });
    client.close();
  });
  test('are shown anew when they were let go and are followed again', async () => {
    const { client, club } = exampleClient();
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    const [result, lineUp] = [told<Seen<'result'>>(), told<Seen<'line-up'>>()];
    client.follow('result', HEAT, result.tell);
    const letGo = client.follow('line-up', HEAT, lineUp.tell);
    await result.next();
    await lineUp.next();
    letGo();
    const again = told<Seen<'line-up'>>();
    client.follow('line-up', HEAT, again.tell);
    expect(await again.next()).toMatchObject({ ok: true, answer: { slots: [{}, {}, {}, {}] } });
    client.close();
  });
  test('are there again for who comes back to them, without another line', async () => {
    const { client, club, net } = exampleClient();
    await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
    const [first, other, again] = [told<Seen<'result'>>(), told<Seen<'line-up'>>(), told<Seen<'result'>>()];
    const leave = client.follow('result', HEAT, first.tell);
    client.follow('line-up', HEAT, other.tell);
    await first.next();
    leave();
    // As from one desk to the next: for a moment nobody looks.
    await new Promise((later) => setTimeout(later));
    client.follow('result', HEAT, again.tell);
    expect(await again.next()).toMatchObject({ seq: 15, answer: { standing: 'provisional' } });
    await giveAll(club, [{ do: 'make-official', by: 'race-director:Rae', ...HEAT } as never]);
    expect(await again.next()).toMatchObject({ seq: 16, answer: { standing: 'official' } });
    expect(net.lines.length).toBe(1);
    client.close();
  });
  test('are asked anew when the line went silent without a word', async () => {
    let lines = 0;
    const silent: typeof globalThis.fetch = () => {
      lines += 1;
      return Promise.resolve(new Response(new ReadableStream<Uint8Array>()));
    };
    const up = told<boolean>();
    const client = openClient({ address: 'http://track', club: 'a-club', fetch: silent, onLine: up.tell, silentMs: 1 });
    client.follow('result', HEAT, () => undefined);
    expect([await up.next(), await up.next(), await up.next()]).toEqual([true, false, true]);
    expect(lines).toBe(2);
    client.close();
  });
  test('say why there is no answer, and come back when there is one', async () => {
    const { client, club } = exampleClient();
    await giveAll(club, SIGNED_IN);
    const race = told<Seen<'restart'>>();
    client.follow('restart', HEAT, race.tell);
    expect(await race.next()).toMatchObject({ ok: true });
    await giveAll(club, [{ do: 'flag', flag: 'green', by: 'flagger:Flo', ...HEAT } as never]);
    expect(await race.next()).toMatchObject({ ok: false, problem: { code: 'not-stopped' } });
    await giveAll(club, [{ do: 'flag', flag: 'red', by: 'flagger:Flo', ...HEAT } as never]);
    expect(await race.next()).toMatchObject({ ok: true, answer: { phase: 'red' } });
    client.close();
  });
});
