import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { rulebookJsonSchema, SCHEMA_FILE, schemaText } from './json-schema.ts';
import { readYaml } from './disk.ts';
import { findEditions } from './load.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

interface Node {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly $defs?: Readonly<Record<string, Node>>;
}

const schema = JSON.parse(JSON.stringify(rulebookJsonSchema())) as Node;

/** Fields without a text, by their path. */
function silent(node: unknown, path: string): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((each, index) => silent(each, `${path}/${index}`));
  if (typeof node !== 'object' || node === null) return [];
  const own = Object.entries((node as Node).properties ?? {}).flatMap(([name, field]) => (described(field) ? [] : [`${path}.${name}`]));
  return [...own, ...Object.entries(node).flatMap(([name, each]) => silent(each, `${path}/${name}`))];
}

function described(node: Node): boolean {
  if ((node.description ?? '').length > 3) return true;
  const target = node.$ref === undefined ? undefined : schema.$defs?.[node.$ref.split('/').at(-1) ?? ''];
  return target !== undefined && described(target);
}

test('the published schema is up to date (npm run schema writes it)', () => {
  expect(readFileSync(resolve(ROOT, SCHEMA_FILE), 'utf8')).toBe(schemaText());
});

test('every field says what it means', () => {
  expect(silent(schema, '')).toEqual([]);
  expect(silent({ properties: { car: { type: 'string' } } }, '')).toEqual(['.car']);
});

const editions = findEditions(resolve(ROOT, 'rulebooks'));

test.each(editions)('%s names the schema and keeps to it', (file) => {
  expect(readFileSync(file, 'utf8').split('\n')[0]).toBe('# yaml-language-server: $schema=../rulebook.schema.json');
  const checked = z.fromJSONSchema(schema as never).safeParse(readYaml(file).value);
  expect(checked.error?.issues ?? []).toEqual([]);
});

test('an unknown word is marked by the schema as by loading', () => {
  const book = readYaml('book.yaml', readFileSync(editions[0] ?? '', 'utf8').replace('\nrounds:', '\nroundz:')).value;
  expect(z.fromJSONSchema(schema as never).safeParse(book).success).toBe(false);
});
