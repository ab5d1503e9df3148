import { z } from 'zod';
import { formulaCompiler } from './formula.ts';
import { makeBook } from './schema/book.ts';
import { knownWords } from './schema/known.ts';

/** Where the schema of rulebooks is written, from the root of the house. */
export const SCHEMA_FILE = 'rulebooks/rulebook.schema.json';

/**
 * The JSON Schema of a rulebook as it is written, by which editors complete words and show what they mean. What needs
 * the whole rulebook (names that exist, formulas, circles) is left to loading and to the lint.
 */
export function rulebookJsonSchema(): object {
  const book = makeBook({ known: knownWords(undefined), formulas: formulaCompiler('UTC') });
  const schema = z.toJSONSchema(book, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
    override: ({ zodSchema, jsonSchema }) => {
      const def = zodSchema._zod.def;
      // A text may be written as a bare number, as `edition: 2026`.
      if ('coerce' in def && def.coerce) jsonSchema.type = ['string', 'number'] as never;
      if (jsonSchema.default !== undefined && typeof jsonSchema.default === 'object') delete jsonSchema.default;
    },
  });
  return { ...schema, title: 'Rulebook of a racing club', description: 'An edition of a rulebook, as Racetower reads it' };
}

/** The file as it should stand. */
export function schemaText(): string {
  return `${JSON.stringify(rulebookJsonSchema(), null, 2)}\n`;
}
