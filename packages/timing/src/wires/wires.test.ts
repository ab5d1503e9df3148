import { connect, createServer } from 'node:net';
import { SerialPortMock } from 'serialport';
import { describe, expect, test } from 'vitest';
import { p3Protocol } from '../p3/protocol.ts';
import { fieldOf, simulateRace } from '../simulator/crossings.ts';
import { simulateDecoder } from '../simulator/simulated-decoder.ts';
import { openSource } from '../source/source.ts';
import { HandClock } from '../testing/hand-clock.ts';
import { NoSerialLibrary, serialDial, serialLibrary } from './serial.ts';
import { serveTcp, tcpDial, tcpListenDial } from './tcp.ts';

describe('over TCP', () => {
  test('a simulated decoder is heard from another program', async () => {
    const clock = new HandClock();
    const crossings = simulateRace({ cars: fieldOf(5, 12), forS: 60, seed: 4 });
    const decoder = simulateDecoder({ clock, crossings, greenUs: clock.nowUs() + 10_000_000 });
    const served = await serveTcp(decoder.dial, { host: '127.0.0.1', port: 0 });
    let passings = 0;
    const source = openSource({
      name: 'line',
      protocol: p3Protocol,
      dial: tcpDial('127.0.0.1', served.port),
      clock,
      hear: (event) => {
        if (event.kind === 'passing') passings++;
      },
    });
    // Sockets move in their own time: the clock of the test goes on only once the decoder has answered who it is.
    while (source.health().decoders[0]?.says === undefined) {
      clock.forward(0);
      await new Promise(setImmediate);
    }
    while (passings < crossings.length) {
      clock.forward(1);
      await new Promise(setImmediate);
    }
    expect(source.health()).toMatchObject({ link: 'connected', decoders: [{ says: 'Simulated decoder 1.0', missing: [] }] });
    source.close();
    decoder.stop();
    await served.close();
  });
  test('gear that dials the tower is heard, one at a time, and again after it hung up', async () => {
    const heard: string[] = [];
    let redial: () => void = () => undefined;
    const dialled = new Promise<number>((ready) => {
      const listener = {
        opened: () => void heard.push('opened'),
        received: (bytes: Uint8Array) => void heard.push(Buffer.from(bytes).toString()),
        closed: (why: string) => {
          heard.push(why);
          redial();
        },
      };
      tcpListenDial({ host: '127.0.0.1', port: 0 }, ready)(listener);
    });
    const port = await dialled;
    const first = connect(port, '127.0.0.1');
    await new Promise((done) => first.once('connect', done));
    const second = connect(port, '127.0.0.1').resume();
    await new Promise((done) => second.once('close', done));
    await new Promise<void>((done) => {
      redial = done;
      first.end('1.5,7\n');
    });
    expect(heard).toEqual(['opened', '1.5,7\n', 'the gear hung up']);
  });
  test('a port that another program has is said in words', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const bound = server.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const why = await new Promise<string>((done) => {
      tcpListenDial({ host: '127.0.0.1', port })({ opened: () => undefined, received: () => undefined, closed: done });
    });
    server.close();
    expect(why).toBe(`127.0.0.1:${port}: another program listens at this port`);
  });
  test('what says no is said in words', async () => {
    const port = await new Promise<number>((done) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const bound = server.address();
        server.close(() => done(typeof bound === 'object' && bound ? bound.port : 0));
      });
    });
    const why = await new Promise<string>((done) => {
      tcpDial('127.0.0.1', port)({ opened: () => undefined, received: () => undefined, closed: done });
    });
    expect(why).toBe('nothing listens at this address and port');
  });
});

describe('over a serial line', () => {
  test('bytes go both ways, and an unplugged line is told', async () => {
    SerialPortMock.binding.createPort('/dev/line', { echo: true });
    const happened: string[] = [];
    await new Promise<void>((done) => {
      const wire = serialDial(
        { SerialPort: SerialPortMock as never },
        '/dev/line',
      )({
        opened: () => {
          happened.push('opened');
          wire.send(Uint8Array.of(0x8e, 0x8f));
        },
        received: (bytes) => {
          happened.push(...Array.from(bytes, String));
          if (happened.length === 3) done();
        },
        closed: (why) => void happened.push(why),
      });
    });
    expect(happened).toEqual(['opened', '142', '143']);
  });
  test('that is not there is told', async () => {
    const why = await new Promise<string>((done) => {
      serialDial(
        { SerialPort: SerialPortMock as never },
        '/dev/none',
      )({ opened: () => undefined, received: () => undefined, closed: done });
    });
    expect(why).toContain('/dev/none');
  });
  test('the library is found where it is installed', async () => {
    expect((await serialLibrary()).SerialPort).toBeTypeOf('function');
  });
  test('without the library there is a word on what to do', async () => {
    const missing = async (): Promise<never> => {
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    };
    await expect(serialLibrary(missing)).rejects.toThrow(NoSerialLibrary);
    await expect(serialLibrary(missing)).rejects.toThrow('which is not installed: run  npm install serialport');
  });
});
