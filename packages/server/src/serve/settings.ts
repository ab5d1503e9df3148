import { readFileSync } from 'node:fs';
import { isPostgresUrl } from '@racetower/log';
import { readYaml } from '@racetower/rulebook';
import { z } from 'zod';
import { SHOWN_NAMES } from '../access/names.ts';
import { proxyList } from './arrival.ts';

/** The server cannot be started as it was asked to; the message says what to change. */
export class ServeError extends Error {}

/** Another program listens where the server was to listen. */
export class PortTaken extends ServeError {}

const words = z.union([
  z.array(z.string().min(1)),
  z.string().transform((text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
]);

const schema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z
    .union([z.int(), z.string().regex(/^\d+$/).transform(Number)], { error: 'is a number' })
    .pipe(z.int().min(0).max(65_535))
    .default(8080),
  data: z.string().min(1).default('data'),
  'public-names': z.enum(SHOWN_NAMES).default('adults'),
  database: z.string().refine(isPostgresUrl, { error: 'is the URL of a PostgreSQL database' }).optional(),
  'publish-to': z.url({ protocol: /^https?$/, error: 'is an address that begins with https://' }).optional(),
  'publish-token': words.optional(),
  'publish-as': z.string().min(1).max(80).optional(),
  'publish-secret': z.string().min(16, { error: 'has 16 signs or more' }).optional(),
  rulebooks: words.default([]),
  timing: z.enum(['yes', 'no']).default('yes'),
  'seal-people': z.enum(['yes', 'no']).default('no'),
  hooks: z.enum(['outside', 'anywhere']).default('outside'),
  'metrics-token': z.string().min(16, { error: 'has 16 signs or more' }).optional(),
  'trusted-proxies': words.default([]).refine(isProxyList, 'is a list of addresses, as 127.0.0.1 or 10.0.0.0/8'),
  smtp: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, 'is an address, as smtp://user:password@mail.example:587')
    .optional(),
  'mail-from': z.string().min(3).optional(),
  address: z
    .string()
    .regex(/^https?:\/\/[\w.:[\]-]+$/, 'is an address, as https://races.example')
    .optional(),
});

/** How the server runs. `data` is the folder of the logs, `rulebooks` names or paths of the clubs to serve beside those it has logs of. */
export type ServeSettings = z.infer<typeof schema>;

/** Every setting, with what it says. */
export const SETTINGS: { readonly [K in keyof ServeSettings]-?: { readonly takes: string; readonly says: string } } = {
  host: { takes: 'ADDRESS', says: 'where to listen; 0.0.0.0 lets the whole network in; left out: this machine alone' },
  port: { takes: 'PORT', says: 'left out: 8080; 0: any that is free' },
  data: { takes: 'FOLDER', says: 'where the logs are, a file a club; left out: data' },
  database: {
    takes: 'URL',
    says: 'keeps the logs in PostgreSQL instead, as postgres://racetower@db.example/racetower; better said in the environment',
  },
  'public-names': {
    takes: SHOWN_NAMES.join('|'),
    says: 'whose names the public sees whole; left out: those that the rulebook does not shorten',
  },
  'publish-to': { takes: 'URL', says: 'sends what is made here to a service on the net, whenever there is a link' },
  'publish-token': {
    takes: 'TOKEN',
    says: 'that of the club at that service, of several as CLUB=TOKEN with commas between; better said in the environment',
  },
  'publish-as': { takes: 'NAME', says: 'what viewers are told this machine is called; left out: its own name' },
  'publish-secret': {
    takes: 'SECRET',
    says: 'lets clubs be published to this server, by tokens made from it; better said in the environment',
  },
  rulebooks: { takes: 'NAMES', says: 'clubs to serve, with commas between' },
  'trusted-proxies': {
    takes: 'ADDRESSES',
    says: 'proxies whose word is taken for where a request came from, with commas between; left out: none',
  },
  smtp: { takes: 'URL', says: 'the server for letters, as smtp://user:password@mail.example:587; left out: nothing is mailed' },
  'mail-from': { takes: 'ADDRESS', says: 'who letters are from' },
  address: { takes: 'URL', says: 'where visitors find the pages, for links in letters, as https://races.example' },
  'seal-people': { takes: 'yes|no', says: 'whether logs name people by tokens from now on, so that people can be erased; left out: no' },
  timing: { takes: 'yes|no', says: 'whether officials may connect timing gear to this machine; left out: yes' },
  hooks: { takes: 'outside|anywhere', says: 'anywhere lets hooks lead into the network of the server; left out: outside' },
  'metrics-token': { takes: 'TOKEN', says: 'who sends it as a bearer token may read /metrics; left out: this machine alone' },
};

/** Tells whether every word is the address of a proxy, or a range of them. */
function isProxyList(proxies: readonly string[]): boolean {
  try {
    proxyList(proxies);
    return true;
  } catch {
    return false;
  }
}

type Source = Readonly<Record<string, unknown>>;

/** The name of a setting in the environment, as RACETOWER_PUBLIC_NAMES. */
const inEnvironment = (name: string): string => `RACETOWER_${name.toUpperCase().replaceAll('-', '_')}`;

/**
 * Puts the settings together: what was written behind the command goes before the environment, that before the file.
 * @throws ServeError naming the setting and where it stands
 */
export function readSettings(flags: Source, environment: NodeJS.ProcessEnv, file?: string): ServeSettings {
  const path = file ?? environment['RACETOWER_SETTINGS'];
  const sources: readonly { readonly where: (name: string) => string; readonly values: Source }[] = [
    { where: (name) => `${path ?? ''}: ${name}`, values: path === undefined ? {} : fromFile(path) },
    { where: inEnvironment, values: fromEnvironment(environment) },
    { where: (name) => `--${name}`, values: flags },
  ];
  const given = sources.map(({ where, values }) => {
    const checked = schema.safeParse(values);
    const issue = checked.success ? undefined : checked.error.issues[0];
    if (!issue) return values;
    if (issue.code === 'unrecognized_keys') throw new ServeError(`${where(issue.keys[0] ?? '')}: there is no such setting`);
    const name = String(issue.path[0] ?? '');
    throw new ServeError(`${where(name)}: ${issue.message}; ${SETTINGS[name as keyof ServeSettings].says}`);
  });
  return schema.parse(Object.assign({}, ...given));
}

function fromEnvironment(environment: NodeJS.ProcessEnv): Source {
  return Object.fromEntries(
    Object.keys(SETTINGS).flatMap((name) => {
      const value = environment[inEnvironment(name)];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}

function fromFile(path: string): Source {
  try {
    readFileSync(path);
  } catch {
    throw new ServeError(`${path}: there is no such file of settings`);
  }
  const source = readYaml(path);
  const [fault] = source.problems;
  if (fault) throw new ServeError(`${path}:${fault.line}: ${fault.says}`);
  const { value } = source;
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new ServeError(`${path}: settings are a map, as \`port: 8080\``);
  return value as Source;
}
