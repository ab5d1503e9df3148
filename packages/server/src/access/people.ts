import { type Desk, deskOf, DESKS, type Post } from './desks.ts';
import type { Visitor } from './visitor.ts';

/** What may be arranged about the people of a club. */
export const ARRANGED = ['roles', 'tablets'] as const;
export type Arranged = (typeof ARRANGED)[number];

/** Desks that give and take roles and invite, and desks that enrol tablets. */
export const MAY_ARRANGE: Readonly<Record<Arranged, readonly Desk[]>> = {
  roles: ['office', 'board'],
  tablets: ['office', 'board', 'race-director', 'tower'],
};

export function mayArrange(visitor: Visitor, what: Arranged): boolean {
  if (visitor.is === 'operator') return true;
  return visitor.is === 'member' && visitor.posts.some((post) => MAY_ARRANGE[what].includes(post.desk));
}

/** What a post may arrange. */
export const arrangingRights = ({ desk }: Post): readonly Arranged[] => ARRANGED.filter((what) => MAY_ARRANGE[what].includes(desk));

/** Tells whether somebody who may arrange roles is left among posts. */
export const anybodyArranges = (posts: readonly Post[]): boolean => posts.some((post) => MAY_ARRANGE.roles.includes(post.desk));

/** The roles that a club can give: those of its rulebook, and desks that need none. */
export const rolesToGive = (book: { readonly roles: ReadonlyMap<string, unknown> }): readonly string[] => [
  ...new Set([...book.roles.keys(), ...DESKS.filter((desk) => !['public', 'official'].includes(desk))]),
];

/** The desk that is asked for, or the one of a role. */
export const deskFor = (role: string, asked: string | undefined): Desk => DESKS.find((desk) => desk === asked) ?? deskOf(role);
