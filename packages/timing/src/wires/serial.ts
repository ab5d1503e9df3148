import type { Dial } from '../source/wire.ts';

/** The part of the library that is used: it is installed only where a club needs it. */
export interface SerialLibrary {
  readonly SerialPort: new (settings: { readonly path: string; readonly baudRate: number }) => SerialPort;
}

export interface SerialPort {
  readonly on: (happens: 'open' | 'data' | 'error' | 'close', told: (what: never) => void) => unknown;
  readonly write: (bytes: Uint8Array) => unknown;
  readonly close: () => unknown;
}

/** The library for serial lines is not installed, or does not run on this machine. */
export class NoSerialLibrary extends Error {}

/**
 * Finds the library for serial lines.
 *
 * @param find imports it
 * @throws NoSerialLibrary with what to do
 */
export async function serialLibrary(find: () => Promise<unknown> = async () => import('serialport')): Promise<SerialLibrary> {
  try {
    return (await find()) as SerialLibrary;
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND'
        ? ''
        : ` (${error instanceof Error ? error.message : String(error)})`;
    throw new NoSerialLibrary(`serial lines need the package serialport, which is not installed${why}: run  npm install serialport`);
  }
}

/** Decoders talk at 9600 bits a second unless their menu says otherwise. */
export const USUAL_BAUD = 9600;

/** Dials gear on a serial line, as `/dev/ttyUSB0` or `COM3`. */
export const serialDial =
  ({ SerialPort }: SerialLibrary, path: string, baudRate = USUAL_BAUD): Dial =>
  (listener) => {
    const port = new SerialPort({ path, baudRate });
    let closed = false;
    const lost = (why: string): void => {
      if (closed) return;
      closed = true;
      listener.closed(why);
    };
    port.on('open', () => listener.opened());
    port.on('data', (bytes: Uint8Array) => listener.received(bytes));
    port.on('error', (error: Error) => lost(error.message));
    port.on('close', () => lost('the line was unplugged'));
    return {
      send: (bytes) => void port.write(bytes),
      close: () => {
        closed = true;
        port.close();
      },
    };
  };
