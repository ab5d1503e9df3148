import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { DESKS } from '../desks/index.ts';
import type { Words } from './words.tsx';

/** A part of a parsed message: text is of type 0, values of 1 to 6. */
interface AstPart {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly AstPart[] }>>;
}

const SRC = join(import.meta.dirname, '..');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) => /(^|[/\\])words\.ts$/.test(path));

const parts: readonly (readonly [name: string, words: Words<string>])[] = [
  ...(await Promise.all(
    files.map(async (path) => [path, ((await import(join(SRC, path))) as { readonly WORDS: Words<string> }).WORDS] as const),
  )),
  ...DESKS.map((desk) => [desk.id, desk.words] as const),
];

test.each(parts)('%s is said in every language, each text with the same values', (_name, { en, es }) => {
  const valuesOf = (text: string | undefined): string => {
    const named = new Set<string>();
    const visit = (parts: readonly AstPart[]): void => {
      for (const part of parts) {
        if (part.type > 0 && part.type < 7 && typeof part.value === 'string') named.add(part.value);
        for (const option of Object.values(part.options ?? {})) visit(option.value);
      }
    };
    visit(new IntlMessageFormat(text ?? '', 'en').getAst());
    return [...named].toSorted().join();
  };
  expect(Object.keys(es).toSorted()).toEqual(Object.keys(en).toSorted());
  expect(Object.keys(en).filter((key) => valuesOf(en[key]) !== valuesOf(es[key]))).toEqual([]);
  for (const text of [...Object.values(en), ...Object.values(es)])
    expect(new IntlMessageFormat(text ?? '', 'en').getAst().length).toBeGreaterThan(0);
});
