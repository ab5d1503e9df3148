import type { Context, Hono } from 'hono';
import type { SettingName } from '../access/desks.ts';
import { nameOf, visitorMaySet } from '../access/visitor.ts';
import type { Backups } from '../machine/backups.ts';
import { provedCopy } from '../machine/proved-copy.ts';
import type { PublishingState } from '../publish/publisher.ts';
import { nameOfWriter } from '../publish/writer.ts';
import { type ServedClubs, type Visit, visitOf } from './clubs.ts';
import { problem, stopWith } from './problem.ts';

/** What a server knows of itself, for those who run its clubs. Nothing of it is a secret: addresses are without passwords. */
export interface ServedMachine {
  readonly version: string;
  /** Where the log of a club lies. */
  readonly where: (club: string) => { readonly kind: 'file' | 'database'; readonly place: string };
  /** Where a club is published to and how that does; nothing when it is not. */
  readonly publishing: (
    club: string,
  ) => { readonly to: string; readonly writer: string; readonly state: PublishingState | undefined } | undefined;
  readonly backups: Backups;
  /** Whether letters are sent, where hooks may lead, where visitors find the pages. */
  readonly mails: boolean;
  readonly hooks: 'outside' | 'anywhere';
  readonly address?: string;
}

export type AboutMachine = Awaited<ReturnType<typeof machineOf>>;

/** Adds what is asked of the machine: how a log is kept, whether it is whole, and a copy of it. */
export function addMachine(
  app: Hono,
  served: ServedClubs & { readonly timing?: ReadonlyMap<string, unknown> },
  machine: ServedMachine,
): void {
  const here = '/api/clubs/:club/machine';
  app.get(here, async (c) => answered(await machineOf(await settingVisit(c, served, 'machine'), served, machine)));
  app.post(`${here}/verify`, async (c) => {
    const { club } = await settingVisit(c, served, 'machine');
    return answered(await club.log.verify());
  });
  const copying = new Set<string>();
  app.post(`${here}/backup`, async (c) => {
    const visit = await settingVisit(c, served, 'backup');
    const { name } = visit.club;
    if (copying.has(name)) return stopWith(problem(429, 'too-often', 'a copy is being made already: wait for it'), { 'retry-after': '5' });
    copying.add(name);
    try {
      return await backup(visit, machine);
    } finally {
      copying.delete(name);
    }
  });
}

async function backup({ club, visitor }: Visit, { backups }: ServedMachine): Promise<Response> {
  const { end, stream } = await provedCopy(club.log);
  const at = club.now();
  await backups.made(club.name, { at, by: nameOf(visitor), seq: end.seq, digest: end.hash });
  return new Response(stream, {
    headers: {
      ...PRIVATE,
      'content-type': 'application/vnd.sqlite3',
      'content-disposition': `attachment; filename="${club.name}-${at.slice(0, 10)}.sqlite"`,
      'x-seq': String(end.seq),
      'x-digest': end.hash,
    },
  });
}

async function machineOf(
  { club, sealed, publicNames }: Visit,
  { publications, timing }: ServedClubs & { readonly timing?: ReadonlyMap<string, unknown> },
  machine: ServedMachine,
) {
  const [{ seq, hash }, follows, heard, backups] = await Promise.all([
    club.log.tail(),
    club.log.following(),
    publications?.of(club.name),
    machine.backups.of(club.name),
  ]);
  const published = machine.publishing(club.name);
  return {
    version: machine.version,
    node: process.version,
    now: club.now(),
    log: { ...machine.where(club.name), seq, digest: hash, sealed: sealed !== undefined },
    writer: follows ? { here: false as const, name: nameOfWriter(follows.writer), since: follows.since } : { here: true as const },
    ...(published ? { publishing: published } : {}),
    ...(heard ? { heard: { writer: heard.writer, at: heard.heardAt, seq: heard.seq } } : {}),
    backups,
    publicNames,
    editions: club.editions.map((each) => ({ edition: each.edition, inForce: each.inForce })),
    timing: timing?.has(club.name) === true,
    mails: machine.mails,
    hooks: machine.hooks,
    ...(machine.address === undefined ? {} : { address: machine.address }),
  };
}

const PRIVATE = { 'cache-control': 'no-store' };
const answered = (value: unknown): Response => Response.json(value, { headers: PRIVATE });

async function settingVisit(c: Context, served: ServedClubs, setting: SettingName): Promise<Visit> {
  const visit = await visitOf(c, served);
  if (visitorMaySet(visit.visitor, setting)) return visit;
  if (visit.visitor.is === 'public') return stopWith(problem(401, 'sign-in', 'sign in to see how the log is kept'));
  return stopWith(
    problem(
      403,
      'not-your-desk',
      setting === 'backup'
        ? 'copies of the log are taken by the office and the board'
        : 'how the log is kept is for those who run the club',
    ),
  );
}
