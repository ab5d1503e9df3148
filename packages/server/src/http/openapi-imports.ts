import { z } from 'zod';
import { IMPORT_SCHEMA } from './imports.ts';
import { ROSTER_SCHEMA } from './roster.ts';

type Json = Readonly<Record<string, unknown>>;

const PROBLEMS: Json = {
  default: { description: 'No, and why', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
};
const CLUB: Json = { $ref: '#/components/parameters/club' };
const jsonOf = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
const header = (name: string, description: string, schema: Json): Json => ({ name, in: 'header', description, schema });

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _schema, id: _id, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
}

/** The addresses where files are brought: result files, and lists of members. */
export function importPaths(): Json {
  const preview: Json = { name: 'preview', in: 'query', description: 'only says what it would come to', schema: { enum: ['yes', 'no'] } };
  const key = header('Idempotency-Key', 'the same file under the same key is put on record once', { type: 'string', maxLength: 200 });
  const done = { 200: { description: 'What it came to', ...jsonOf({ type: 'object' }) }, ...PROBLEMS };
  return {
    '/api/clubs/{club}/imports': {
      get: {
        operationId: 'imports',
        summary: 'How result files are read here, the members they may be of, and what was imported',
        parameters: [CLUB],
        responses: done,
      },
      post: {
        operationId: 'importFile',
        tags: ['imports'],
        summary: 'Brings a result file on record, all of it or nothing; for whoever may put a finish on record',
        parameters: [CLUB, preview, key],
        requestBody: { required: true, ...jsonOf(schemaOf(IMPORT_SCHEMA)) },
        responses: done,
      },
    },
    '/api/clubs/{club}/roster': {
      post: {
        operationId: 'lookAtRoster',
        tags: ['imports'],
        summary: 'What a list of members would change, line by line, with the commands of each line; nothing is put on record',
        parameters: [CLUB],
        requestBody: { required: true, ...jsonOf(schemaOf(ROSTER_SCHEMA)) },
        responses: done,
      },
    },
  };
}
