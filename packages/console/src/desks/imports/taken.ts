import type { ImportRequested } from '@racetower/server/client';
import { newKey } from '../../api/outbox.ts';

/** The most bytes that the server reads of a file. */
export const FILE_LIMIT = 6 * 1024 * 1024;
const PART = 32_768;

/** A file that was dropped, and what has been decided about it. */
export interface Taken {
  readonly name: string;
  /** In base64. */
  readonly content: string;
  readonly meeting?: string;
  readonly kind?: string;
  readonly sessions: readonly string[];
  /** Of drivers whom nobody knows: number to what was chosen. */
  readonly who: Readonly<Record<string, Who>>;
  readonly replace: boolean;
  /** Sent with it: once on record, however often it is sent. Another decision has another key. */
  readonly key: string;
}

export type Who = { readonly is: 'member'; readonly name: string } | { readonly is: 'new' } | { readonly is: 'left-out' };

/** Reads a file as it is sent: in base64, as old tables are in another alphabet than JSON. */
export async function takeFile(file: File): Promise<Taken> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In parts: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += PART) text += String.fromCharCode(...bytes.subarray(at, at + PART));
  return { name: file.name.slice(0, 200), content: btoa(text), sessions: [], who: {}, replace: false, key: newKey() };
}

/** The file with its decisions as the server takes it. */
export function requestOf({ name, content, meeting, kind, sessions, who, replace }: Taken, by: string): ImportRequested {
  const chosen = Object.entries(who);
  return {
    name,
    content,
    by,
    ...(meeting === undefined ? {} : { meeting }),
    ...(kind === undefined ? {} : { kind }),
    sessions,
    as: Object.fromEntries(chosen.flatMap(([number, each]) => (each.is === 'member' ? [[number, each.name]] : []))),
    leaveOut: chosen.flatMap(([number, each]) => (each.is === 'left-out' ? [number] : [])),
    register: chosen.flatMap(([number, each]) => (each.is === 'new' ? [number] : [])),
    replace,
  };
}
