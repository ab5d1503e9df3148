import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

/** A writer as logs name it: what people call it, and what tells two of the same name apart. */
export const writerNamed = (name: string, id: string): string => `${name.replaceAll('#', ' ').trim().slice(0, 80) || 'the track'}#${id}`;

/** What people call a writer. */
export const nameOfWriter = (writer: string): string => writer.split('#')[0] ?? writer;

/** Tells whether two names are of the same writer, which may have been given another name since. */
export const isSameWriter = (one: string, other: string): boolean => one.split('#')[1] === other.split('#')[1];

/** The writer that a folder of logs is: its mark is made once and kept in a file there. */
export function writerOf(file: string, name = hostname()): string {
  try {
    return writerNamed(name, readFileSync(file, 'utf8').trim());
  } catch {
    const id = randomBytes(9).toString('base64url');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${id}\n`);
    return writerNamed(name, id);
  }
}
