import type { Protocol } from '../heard.ts';
import type { Dial } from '../source/wire.ts';
import { NoSerialLibrary, serialDial, serialLibrary, USUAL_BAUD } from './serial.ts';
import { tcpDial, tcpListenDial } from './tcp.ts';

/** Where gear is: at an address of the network, at a port of this machine that it dials, or on a serial line. */
export type GearAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'listen'; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string; readonly baud: number };

/** What was written is no address of gear, or gear cannot be reached that way from this machine. */
export class NoAddress extends Error {}

const MOST_PORT = 65_535;

/**
 * Reads `192.168.1.50`, `decoder:5403`, `:7000` for gear that dials this machine, or `/dev/ttyUSB0@9600`.
 *
 * @param protocol gives the usual port where none is written
 * @throws NoAddress saying what is wrong
 */
export function readAddress(where: string, protocol: Pick<Protocol, 'name' | 'tcpPort'>): GearAddress {
  const serial = /^(\/dev\/[^@\s]+|COM\d+)(?:@(\d{3,7}))?$/i.exec(where);
  if (serial?.[1] !== undefined) return { kind: 'serial', path: serial[1], baud: Number(serial[2] ?? USUAL_BAUD) };
  const own = /^:(\d{1,5})$/.exec(where)?.[1];
  if (own !== undefined) return { kind: 'listen', port: portIn(own) };
  const tcp = /^(?:tcp:\/\/)?([^:/\s@]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/i.exec(where);
  if (tcp?.[1] === undefined) throw new NoAddress(`"${where}" is no host, no port of this machine and no serial line`);
  const port = tcp[2] === undefined ? protocol.tcpPort : portIn(tcp[2]);
  if (port === undefined) throw new NoAddress(`say the port of ${tcp[1]}: gear that speaks ${protocol.name} has no usual one`);
  return { kind: 'tcp', host: tcp[1].replaceAll(/[[\]]/g, ''), port };
}

function portIn(digits: string): number {
  const port = Number(digits);
  if (port < 1 || port > MOST_PORT) throw new NoAddress(`a port is 1 to ${MOST_PORT}, not ${digits}`);
  return port;
}

/** Makes what dials an address. @throws NoAddress when this machine cannot have serial lines */
export async function dialAddress(address: GearAddress): Promise<Dial> {
  switch (address.kind) {
    case 'tcp':
      return tcpDial(address.host, address.port);
    case 'listen':
      return tcpListenDial({ host: '0.0.0.0', port: address.port });
    case 'serial':
      try {
        return serialDial(await serialLibrary(), address.path, address.baud);
      } catch (error) {
        if (error instanceof NoSerialLibrary) throw new NoAddress(error.message);
        throw error;
      }
  }
}
