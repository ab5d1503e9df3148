import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Keeper, SourceMemory } from './event.ts';

/** What was kept of sources cannot be read. */
export class KeptError extends Error {}

/** Keeps what must outlive the program in a file, which is replaced at one stroke. */
export function fileKeeper(path: string): Keeper {
  const sources = readKept(path);
  return {
    load: (source) => sources[source],
    save: (source, memory) => {
      if (JSON.stringify(sources[source]) === JSON.stringify(memory)) return;
      sources[source] = memory;
      writeFileSync(`${path}.new`, `${JSON.stringify(sources)}\n`);
      renameSync(`${path}.new`, path);
    },
  };
}

/** @throws KeptError when the file is something else */
function readKept(path: string): Record<string, SourceMemory> {
  if (!existsSync(path)) return {};
  const text = readFileSync(path, 'utf8');
  try {
    const sources = JSON.parse(text) as Record<string, SourceMemory>;
    if (Object.values(sources).every((each) => typeof each.decoders === 'object')) return sources;
  } catch {
    // Said below: a file that is no JSON is none of ours either.
  }
  throw new KeptError(`${path} is not what Racetower keeps of timing sources; move it away to begin anew`);
}
