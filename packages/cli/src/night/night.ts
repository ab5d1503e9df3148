import { resolve } from 'node:path';
import { DISK, type ReadNight, readNight as readFrom, withText } from '@racetower/rulebook';

/** Reads a night from the disk. @param text left out: as it is there */
export function readNight(file: string, text?: string): ReadNight {
  const path = resolve(file);
  return readFrom(path, text === undefined ? DISK : withText(DISK, path, text));
}
