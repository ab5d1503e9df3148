import { connect, createServer, type Socket } from 'node:net';
import { listening, type ServerAddress } from '../rmonitor/server.ts';
import type { Dial } from '../source/wire.ts';

/** A connection that is not made within this time is given up. */
const PATIENCE_MS = 10_000;

/** What sockets say no with, in the words of the tower. */
const SAID: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at this address and port',
  ECONNRESET: 'the other side broke off',
  EHOSTUNREACH: 'the address cannot be reached',
  ENETUNREACH: 'there is no network to this address',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host cannot be looked up',
  ETIMEDOUT: 'nobody answered',
  EPIPE: 'the other side broke off',
};

/** Dials gear over TCP. */
export const tcpDial =
  (host: string, port: number): Dial =>
  (listener) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    let why = 'the other side hung up';
    socket.setTimeout(PATIENCE_MS, () => {
      if (!socket.connecting) return;
      why = 'nobody answered';
      socket.destroy();
    });
    socket.on('connect', () => {
      socket.setTimeout(0);
      listener.opened();
    });
    socket.on('data', (bytes) => listener.received(bytes));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      why = SAID[error.code ?? ''] ?? error.message;
    });
    socket.on('close', () => listener.closed(why));
    return { send: (bytes) => void (socket.writable && socket.write(bytes)), close: () => socket.destroy() };
  };

/** A client that does not take what is still to be sent is left when this time is over. */
const FLUSH_MS = 2000;

/**
 * Waits for gear that dials the tower: a phone, a home-made box. One at a time has the line, so that two do not speak into
 * each other's lines; another is turned away until the first hangs up.
 */
export const tcpListenDial =
  (address: ServerAddress, ready: (port: number) => void = () => undefined): Dial =>
  (listener) => {
    let gear: Socket | undefined;
    let open = true;
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      if (gear) return socket.end();
      gear = socket;
      listener.opened();
      socket.on('data', (bytes) => listener.received(bytes));
      socket.on('close', () => stopped('the gear hung up'));
      return undefined;
    });
    const stopped = (why: string): void => {
      if (!open) return;
      open = false;
      server.close(() => listener.closed(why));
    };
    listening(server, address).then(ready, (error: Error) => {
      open = false;
      listener.closed(error.message);
    });
    return {
      send: (bytes) => void (gear?.writable && gear.write(bytes)),
      close: () => {
        open = false;
        gear?.destroy();
        server.close();
      },
    };
  };

export interface ServedWire {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Lets clients reach over TCP what can be dialled here: a simulated decoder, a capture.
 *
 * @throws PortProblem when the port cannot be had
 */
export async function serveTcp(dial: Dial, address: ServerAddress): Promise<ServedWire> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const wire = dial({
      opened: () => undefined,
      received: (bytes) => void (socket.writable && socket.write(bytes)),
      closed: () => socket.end(),
    });
    socket.on('data', (bytes) => wire.send(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      wire.close();
    });
  });
  const port = await listening(server, address);
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroySoon();
      const giveUp = setTimeout(() => sockets.forEach((socket) => socket.destroy()), FLUSH_MS);
      await new Promise<void>((done) => server.close(() => done()));
      clearTimeout(giveUp);
    },
  };
}
