import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ServedMachine } from '../http/machine.ts';
import { Backups } from '../machine/backups.ts';
import { openServiceDatabase } from '../service/database.ts';
import { temporaryFile } from './example-club.ts';

/** What a machine tells of itself whose link to its service is down. */
export async function exampleMachine(): Promise<ServedMachine> {
  const database = await openServiceDatabase({ folder: dirname(temporaryFile()) });
  onTestFinished(async () => database.destroy());
  return {
    version: '1.2.3',
    where: () => ({ kind: 'file', place: '/srv/racing/example-speedway.sqlite' }),
    publishing: () => ({ to: 'https://racing.example', writer: 'the tower', state: { is: 'away', says: 'no link' } }),
    backups: new Backups(database),
    mails: false,
    hooks: 'outside',
  };
}
