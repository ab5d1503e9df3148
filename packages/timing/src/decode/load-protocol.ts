import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Protocol } from '../heard.ts';
import { PROTOCOLS } from './protocols.ts';

/** What was named is no protocol, and no file that holds one. */
export class NoProtocol extends Error {}

/**
 * Finds a protocol by its name, or in a file of the club that exports one as `protocol`.
 *
 * @throws NoProtocol saying what is wrong with it
 */
export async function loadProtocol(named: string): Promise<Protocol> {
  const known = PROTOCOLS[named];
  if (known) return known;
  if (!/\.[cm]?[jt]s$/.test(named))
    throw new NoProtocol(`there is no protocol "${named}"; there are ${Object.keys(PROTOCOLS).join(', ')}, or a file`);
  if (!existsSync(named)) throw new NoProtocol(`${named}: there is no such file`);
  const { protocol } = (await imported(named)) as { readonly protocol?: unknown };
  const wrong = wrongWith(protocol);
  if (wrong !== undefined) throw new NoProtocol(`${named}: ${wrong}`);
  return protocol as Protocol;
}

async function imported(file: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    throw new NoProtocol(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function wrongWith(protocol: unknown): string | undefined {
  if (typeof protocol !== 'object' || protocol === null) return 'it exports no "protocol"';
  const { name, says, reader, tcpPort, heartbeatUs, questions } = protocol as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || name === '') return '"name" is a text';
  if (typeof says !== 'string') return '"says" is a text';
  if (typeof reader !== 'function') return '"reader" makes a reader';
  if (tcpPort !== undefined && typeof tcpPort !== 'number') return '"tcpPort" is a number';
  if (heartbeatUs !== undefined && typeof heartbeatUs !== 'number') return '"heartbeatUs" is a number of microseconds';
  const made: unknown = (reader as () => unknown)();
  const { feed, end } = (made ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof feed !== 'function' || typeof end !== 'function') return 'a reader has "feed" and "end"';
  const asks =
    questions === undefined
      ? []
      : ['version', 'time', 'session', 'resend'].filter(
          (each) => typeof (questions as Readonly<Record<string, unknown>>)[each] !== 'function',
        );
  return asks.length > 0 ? `"questions" has no ${asks.join(', ')}` : undefined;
}
