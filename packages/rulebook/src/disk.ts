import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Sources } from './sources.ts';
import { yamlSource, type YamlSource } from './yaml-source.ts';

/** Texts from the disk. */
export const DISK: Sources = { read: readText, beside: (file, name) => resolve(dirname(file), name) };

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Reads a YAML file. @param text left out: as it is on the disk */
export function readYaml(file: string, text = readText(file)): YamlSource {
  return yamlSource(file, text);
}
