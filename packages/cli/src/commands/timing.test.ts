import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { P3Decoder, passingFrame, isLoss, headerLine, entryLine, type P3Heard } from '@racetower/timing';
import { describe, expect, test } from 'vitest';
import { HandClock } from '../../../timing/src/testing/hand-clock.ts';
import { captured } from '../testing/captured.ts';
import { ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { simulate } from './timing-simulate.ts';

const FRAME = passingFrame({
  number: 113_736,
  decoderId: 135_059,
  transponder: 2_906_141,
  rtcTimeUs: 1_588_175_428_203_000,
  strength: 106,
  hits: 50,
});
const HEX = Buffer.from(FRAME).toString('hex');
const LINE =
  '{"tor":"0x0001","PASSING_NUMBER":113736,"TRANSPONDER":2906141,"RTC_TIME":1588175428203000,"STRENGTH":106,"HITS":50,"FLAGS":0,"DECODER_ID":135059}';

function fileOf(content: string | Uint8Array, name = 'file'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

describe('timing decode', () => {
  test.each([
    { name: 'bytes', content: FRAME, is: LINE },
    { name: 'hex lines', content: `${HEX}\n\n${HEX.toUpperCase()}\n`, is: `${LINE}\n${LINE}` },
    { name: 'hex with spaces', content: HEX.replaceAll(/(..)/g, '$1 '), is: LINE },
    {
      name: 'hex with signs between and words behind',
      content: `# an evening\n${HEX.replaceAll(/(..)/g, '$1-').slice(0, -1)} # the first\n`,
      is: LINE,
    },
    { name: 'JSON lines with hex', content: `${JSON.stringify({ hex: HEX, more: 1 })}\n`, is: LINE },
    {
      name: 'a capture',
      content: headerLine({ source: 'a', protocol: 'p3' }) + entryLine({ kind: 'received', atUs: 1, bytes: FRAME }),
      is: LINE,
    },
    {
      name: 'lines of an older decoder',
      content: '\u0001#\t101\t9789\t0\tx840E\r\n',
      is: '{"type":"STATUS","decoder_type":101,"seq":9789,"noise":0,"crc_valid":true,"crc":"840E"}',
    },
    {
      name: 'a feed',
      content: '$J,"733","00:01:07.984","00:01:11.603"\r\n',
      is: '{"record":"$J","reg":"733","lapTimeUs":67984000,"totalUs":71603000}',
    },
    {
      name: 'lines of time and transponder',
      content: '46.820,3444425',
      is: '{"kind":"passing","transponder":"3444425","timeUs":46820000}',
    },
    { name: 'a table', content: 'Time;Number\n1.5;12', is: '{"kind":"passing","timeUs":1500000,"car":"12"}' },
  ])('$name', async ({ content, is }) => {
    expect(await ran('timing', 'decode', fileOf(content))).toEqual({ code: 0, text: is, errors: '' });
  });
  test('what is lost is told apart, with where it is and why', async () => {
    const file = fileOf(Buffer.concat([FRAME.subarray(0, 20), FRAME, FRAME.with(14, 0x49)]));
    const { code, text, errors } = await ran('timing', 'decode', file);
    expect([code, text]).toEqual([1, LINE]);
    expect(errors).toContain('20 bytes at 0 lost, a frame that stopped before its end');
    expect(errors).toContain('lost, a frame whose checksum is wrong');
    const json = await ran('timing', 'decode', file, '--json');
    expect(JSON.parse(json.errors.split('\n')[0] ?? '')).toMatchObject({ lost: { reason: 'cut-short', bytes: 20, at: 0 } });
  });
  test('a line of hex that is no frame is lost, and the others are read', async () => {
    expect(await ran('timing', 'decode', fileOf(`0102\n${HEX}\n`))).toMatchObject({
      code: 1,
      text: LINE,
      errors: expect.stringContaining('2 bytes at 0 lost') as string,
    });
  });
  test('a capture that is cut off says so', async () => {
    const text = headerLine({ source: 'a', protocol: 'p3' }) + entryLine({ kind: 'received', atUs: 1, bytes: FRAME }) + '2 < 8e02';
    const { code, errors } = await ran('timing', 'decode', fileOf(text));
    expect([code, errors]).toEqual([1, expect.stringContaining('the capture stops in line 3')]);
  });
  test.each([
    { written: [], says: 'say which file' },
    { written: ['nowhere.bin'], says: 'nowhere.bin: there is no such file' },
    { written: ['package.json', '--as', 'p4'], says: '--as p4: there are p3, amb-text' },
    { written: ['LICENSE'], says: 'its protocol cannot be seen from its bytes; say it with --as' },
  ])('$written is refused', async ({ written, says }) => {
    expect(await ran('timing', 'decode', ...written)).toMatchObject({ code: 2, text: '', errors: expect.stringContaining(says) as string });
  });
});

/** A stream of passings a lap apart, with one missing. */
const stream = (...numbers: readonly number[]): Uint8Array =>
  Buffer.concat(
    numbers.map((number) =>
      passingFrame({
        number,
        decoderId: 9,
        transponder: 7,
        rtcTimeUs: 1_588_175_428_203_000 + number * 18_000_000,
        strength: 90,
        hits: 20,
      }),
    ),
  );

describe('timing replay', () => {
  test('tells passings and health', async () => {
    const { code, text } = await ran('timing', 'replay', fileOf(stream(1, 2, 3)));
    expect(code).toBe(0);
    expect(text).toContain('7          no. 3  strength 90  hits 20');
    expect(text).toContain('decoder 9: 3 passings, 0 of them late, 0 sent twice, 0 missing');
  });
  test('a missing passing is named and ends with 1', async () => {
    const { code, text } = await ran('timing', 'replay', fileOf(stream(1, 2, 4)));
    expect(code).toBe(1);
    expect(text).toContain('passings 3 of decoder 9 are missing');
  });
  test('a capture that is cut off is named on the health view, and ends with 1', async () => {
    const entries = [1, 2].map((number) => entryLine({ kind: 'received', atUs: number * 18_000_000, bytes: stream(number) }));
    const text = `${headerLine({ source: 'line', protocol: 'p3' })}${entryLine({ kind: 'opened', atUs: 1 })}${entries.join('')}3 < 8e`;
    const found = await ran('timing', 'replay', fileOf(text));
    expect(found).toMatchObject({ code: 1, errors: expect.stringContaining('it is cut off in line 5') as string });
    expect(found.text).toContain('now: there is no connection: the capture is cut off in line 5');
    expect(found.text).toContain('decoder 9: 2 passings');
  });
  test('for programs', async () => {
    const { text } = await ran('timing', 'replay', fileOf(stream(1, 2)), '--json');
    const events = text.split('\n').map((line) => JSON.parse(line) as { readonly kind: string });
    expect(events.filter((each) => each.kind === 'passing')).toHaveLength(2);
    expect(events.at(-1)?.kind).toBe('health');
  });
  test('serves it to other programs', async () => {
    const bytes = stream(1, 2, 3);
    const out = captured();
    const port = new Promise<number>((done) => {
      const line = out.line;
      Object.assign(out, {
        line: (text: string) => {
          line(text);
          const match = /127\.0\.0\.1:(\d+)/.exec(text);
          if (match) done(Number(match[1]));
        },
      });
    });
    const { racetower } = await import('../racetower.ts');
    const code = racetower(['timing', 'replay', '--tcp', '0', fileOf(bytes)], out);
    const heard: Buffer[] = [];
    const socket = connect(await port, '127.0.0.1').on('data', (each) => heard.push(Buffer.from(each)));
    await new Promise((done) => socket.once('close', done));
    expect(await code).toBe(0);
    expect(Buffer.concat(heard).length).toBe(bytes.length);
  });
  test.each([
    { written: [], says: 'say which capture' },
    { written: ['LICENSE'], says: 'LICENSE is no capture, and no stream of P3 or RMonitor' },
    { written: ['package.json', '--speed', 'fast'], says: 'is no capture' },
  ])('$written is refused', async ({ written, says }) => {
    expect(await ran('timing', 'replay', ...written)).toMatchObject({ code: 2, errors: expect.stringContaining(says) as string });
  });
  test('a speed that is none is refused', async () => {
    expect(await ran('timing', 'replay', fileOf(stream(1)), '--speed', '-1')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('--speed is a number above 0 or max') as string,
    });
  });
});

describe('timing simulate', () => {
  const given = (options: Readonly<Record<string, string>>) => ({
    has: (name: string) => name in options,
    text: (name: string) => options[name],
  });
  test('is a decoder that others can connect to', async () => {
    const clock = new HandClock();
    const out = captured();
    const code = simulate(given({ port: '0', cars: '4', lap: '10', minutes: '1', 'start-in': '5' }), out, clock);
    while (out.text() === '') await new Promise(setImmediate);
    const [, port, crossings] = /127\.0\.0\.1:(\d+); .* (\d+) crossings/.exec(out.text()) ?? [];
    const decoder = new P3Decoder();
    const heard: P3Heard[] = [];
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('data', (bytes) => heard.push(...decoder.feed(bytes)));
    await new Promise((done) => socket.once('connect', done));
    // The decoder takes a client in a moment after it came.
    while (heard.length === 0) {
      clock.forward(0.1);
      await new Promise(setImmediate);
    }
    const closed = new Promise((done) => socket.once('close', done));
    clock.forward(100);
    await closed;
    expect(await code).toBe(0);
    expect(heard.filter((each) => !isLoss(each) && 'passing' in each)).toHaveLength(Number(crossings));
    expect(out.text()).toContain(`the race is over; the decoder heard ${crossings} of ${crossings} crossings`);
  });
  test('a port that another program has is said', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const bound = server.address();
    const port = typeof bound === 'object' && bound ? String(bound.port) : '';
    const found = await ran('timing', 'simulate', '--port', port);
    server.close();
    expect(found).toMatchObject({ code: 2, errors: `127.0.0.1:${port}: another program listens at this port` });
  });
  test.each([
    { options: { cars: '0' }, says: '--cars is 1 to 500' },
    { options: { outage: 'soon' }, says: '--outage is seconds after the green' },
    { options: { minutes: 'x' }, says: '--minutes is a whole number' },
  ])('$options is refused', async ({ options, says }) => {
    await expect(simulate(given(options), captured(), new HandClock())).rejects.toThrow(says);
  });
});

describe('timing listen', () => {
  test.each([
    { written: [], says: 'say where the gear is' },
    { written: ['10.0.0.1', '--as', 'p4'], says: '--as: there is no protocol "p4"; there are p3' },
    { written: ['10.0.0.1', '--as', 'lines'], says: 'say the port of 10.0.0.1: gear that speaks lines has no usual one' },
    { written: ['a b'], says: 'is no host' },
    { written: ['10.0.0.1', '--keep', 'package.json'], says: 'package.json is not what Racetower keeps' },
  ])('$written is refused', async ({ written, says }) => {
    expect(await ran('timing', 'listen', ...written)).toMatchObject({ code: 2, errors: expect.stringContaining(says) as string });
  });
});

test('timing alone says what can be done', async () => {
  expect(await ran('timing')).toMatchObject({ code: 2, errors: expect.stringContaining('listen, decode, replay, simulate') as string });
  expect((await ran('help', 'timing')).text).toContain('racetower timing decode');
  expect((await ran('help', 'timing', 'decode')).text).toContain('Usage: racetower timing decode FILE');
});

const DATA = process.env['RACETOWER_DATA'] ?? resolve(import.meta.dirname, '../../../../../shared/data');

describe.skipIf(!existsSync(DATA))('the captures of real evenings (skipped without the data folder)', () => {
  test.each(['p3/club-day.bin', 'rmonitor/Orbits_Mock_Session.txt', 'rmonitor/2009_Sebring_ALMS_Session_4.txt'])(
    '%s is read and played without loss',
    async (name) => {
      const file = join(DATA, name);
      expect(await ran('timing', 'decode', file)).toMatchObject({ code: 0, errors: '' });
      expect(await ran('timing', 'replay', file)).toMatchObject({ code: 0 });
    },
  );
  test('frames as agreed', async () => {
    const file = join(DATA, 'p3/frames.jsonl');
    const { text } = await ran('timing', 'decode', file);
    expect(text.split('\n')).toHaveLength(readFileSync(file, 'utf8').trim().split('\n').length);
  });
});
