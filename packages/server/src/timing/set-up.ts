import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PROTOCOLS, readAddress, RMONITOR_ADDRESS } from '@racetower/timing';
import { z } from 'zod';

/** Protocols that gear can be set up with; a keyboard is no gear of a server. */
export const GEAR_PROTOCOLS = Object.keys(PROTOCOLS).filter((name) => name !== 'keyboard');

const word = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is small letters, digits and dashes, 40 at most, as start-finish');

const SOURCE = {
  protocol: z.enum(GEAR_PROTOCOLS as [string, ...string[]]).describe('what it speaks'),
  at: z
    .string()
    .max(200)
    .describe('where it is: HOST, HOST:PORT, :PORT for gear that dials this machine, or a serial line as /dev/ttyUSB0@9600'),
  loop: word.optional().describe('the timing line where it lies; left out: start-finish'),
  meeting: z.string().min(1).max(200).optional().describe('only for this meeting; left out: whichever is open'),
};

function mustBeReachable(source: { readonly protocol: string; readonly at: string }, issues: z.RefinementCtx): void {
  const protocol = PROTOCOLS[source.protocol];
  try {
    if (protocol) readAddress(source.at, protocol);
  } catch (error) {
    issues.addIssue({ code: 'custom', path: ['at'], message: error instanceof Error ? error.message : String(error) });
  }
}

/** The gear of one place at the track, as it is set up. */
export const SOURCE_SCHEMA = z.strictObject(SOURCE).superRefine(mustBeReachable);
export type SourceSetUp = z.infer<typeof SOURCE_SCHEMA>;

/** Where scoreboards and apps may read the race on the track. */
export const FEED_SCHEMA = z.strictObject({
  host: z
    .string()
    .regex(/^[\w.:-]{1,100}$/, 'is an address of this machine, as 127.0.0.1, or 0.0.0.0 for the whole network')
    .default(RMONITOR_ADDRESS.host)
    .describe('left out: 127.0.0.1, this machine only; 0.0.0.0 lets the network in'),
  port: z.int().min(0).max(65_535).default(RMONITOR_ADDRESS.port).describe('left out: 50000; 0: any that is free'),
  'refresh-s': z.int().min(0).max(3600).default(30).describe('seconds after which all of it is sent again; 0: never'),
});
export type FeedSetUp = z.infer<typeof FEED_SCHEMA>;

const on = z.boolean().default(false);
const SET_UP_SCHEMA = z.strictObject({
  sources: z.record(word, z.strictObject({ ...SOURCE, on }).superRefine(mustBeReachable)).default({}),
  feed: FEED_SCHEMA.extend({ on }).optional(),
});

/** The gear of a club at this machine. What is `on` was started by somebody, and is started again with the server. */
export interface TimingSetUp {
  readonly sources: Readonly<Record<string, SourceSetUp & { readonly on: boolean }>>;
  readonly feed?: (FeedSetUp & { readonly on: boolean }) | undefined;
}

/** Keeps the set-up over restarts. */
export interface SetUpStore {
  readonly load: () => TimingSetUp;
  readonly save: (setUp: TimingSetUp) => void;
}

/** What is kept of the set-up cannot be used; the message names the file and the field. */
export class SetUpError extends Error {}

export const isSourceName = (name: string): boolean => word.safeParse(name).success;

/** Keeps a set-up in a file, which is replaced at one stroke. Reading throws a {@link SetUpError} where it is no set-up. */
export function setUpFile(path: string): SetUpStore {
  return {
    load: () => (existsSync(path) ? read(path) : { sources: {} }),
    save: (setUp) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, `${JSON.stringify(setUp, undefined, 2)}\n`);
      renameSync(`${path}.new`, path);
    },
  };
}

function read(path: string): TimingSetUp {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SetUpError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const checked = SET_UP_SCHEMA.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const field = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.');
  throw new SetUpError(`${path}: ${field}: ${issue?.code === 'unrecognized_keys' ? 'there is no such field' : (issue?.message ?? '')}`);
}
