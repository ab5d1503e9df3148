import type { Context } from 'hono';
import { byOf, type Identify, type Visitor } from '../access/visitor.ts';
import type { ShownNames } from '../access/names.ts';
import type { SealedLog } from '../privacy/sealed-log.ts';
import type { Club } from '../club/club.ts';
import type { Publications } from '../publish/publications.ts';
import type { Shelf } from '../rulebook/shelf.ts';
import { problem, stopWith } from './problem.ts';

/** A club as it is served: its log at work, and how much of people's names the public sees. */
export interface ServedClub {
  readonly club: Club;
  readonly publicNames: ShownNames;
  /** The log, where people are sealed in it; then they can be erased. */
  readonly sealed?: SealedLog;
  /** The files of its rulebook; left out: it is in none. */
  readonly shelf?: Shelf;
}

export interface ServedClubs {
  readonly clubs: ReadonlyMap<string, ServedClub>;
  readonly identify: Identify;
  /** The club that is shown around; left out: all of them race. */
  readonly demo?: string;
  /** When the writers of clubs that are published here were heard; left out: none is. */
  readonly publications?: Publications;
}

/** What most answers need: the club that the path names, and who asks. */
export interface Visit extends ServedClub {
  readonly visitor: Visitor;
}

/** @throws the problem to answer, when there is no such club */
export async function visitOf(c: Context, { clubs, identify }: ServedClubs): Promise<Visit> {
  const name = c.req.param('club') ?? '';
  const served = clubs.get(name);
  if (!served) return stopWith(problem(404, 'unknown-club', `there is no club "${name.slice(0, 60)}" here`));
  return { ...served, visitor: await identify(c, name) };
}

/** The role and name under which a command goes on record. @throws the problem to answer */
export function actingAs(visit: Visit, command: Parameters<typeof byOf>[2], asked: string | undefined): string {
  const by = byOf(visit.visitor, visit.club.book, command, asked);
  if (by.ok) return by.by;
  const status = by.code === 'sign-in' ? 401 : by.code === 'whose-role' ? 400 : 403;
  return stopWith(problem(status, by.code, by.says, by.code === 'sign-in' ? {} : { field: 'by' }));
}
