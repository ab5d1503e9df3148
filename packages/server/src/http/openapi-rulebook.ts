import { z } from 'zod';
import { SHELVES } from '../rulebook/shelf.ts';
import { RULEBOOK_FILE } from './rulebook.ts';

type Json = Readonly<Record<string, unknown>>;

const TEXT: Json = { type: 'string' };
const CLUB: Json = { $ref: '#/components/parameters/club' };
const PROBLEMS: Json = {
  default: { description: 'No, and why', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
};
const inPath = (name: string, schema: Json = TEXT): Json => ({ name, in: 'path', required: true, schema });
const header = (name: string, description: string): Json => ({ name, in: 'header', description, schema: TEXT });

const asked = (operationId: string, summary: string, parameters: readonly Json[] = [], type = 'application/json'): Json => ({
  operationId,
  tags: ['rulebook'],
  summary,
  parameters: [CLUB, ...parameters],
  responses: {
    200: { description: 'Done', content: { [type]: { schema: { type: type === 'application/json' ? 'object' : 'string' } } } },
    ...PROBLEMS,
  },
});

const FILE: readonly Json[] = [
  inPath('shelf', { enum: SHELVES }),
  inPath('file'),
  header(
    'If-Match',
    'the `etag` of the text that was changed, in quotes; with another one the answer is 412 and the text of whoever was first',
  ),
  header('If-None-Match', '`*` for a file that is new'),
];

function fileSchema(): Json {
  const { $schema: _schema, ...rest } = z.toJSONSchema(RULEBOOK_FILE, { io: 'input' }) as Json;
  return rest;
}

/** What those who work on a rulebook read and save. */
export function rulebookPaths(): Json {
  const here = '/api/clubs/{club}/rulebook';
  return {
    [here]: { get: asked('rulebookFiles', 'The files of the rulebook: editions, nights, and what editions extend') },
    [`${here}/{shelf}/{file}`]: {
      put: {
        ...asked('saveRulebookFile', 'Checks a file and saves it; the club goes on by it at once. With problems nothing changes', FILE),
        requestBody: { required: true, content: { 'application/json': { schema: fileSchema() } } },
      },
      delete: { ...asked('removeRulebookFile', 'Takes a night away', FILE), responses: { 204: { description: 'Done' }, ...PROBLEMS } },
    },
    [`${here}/older`]: { get: asked('rulebookChanges', 'What was saved, by whom and why') },
    [`${here}/older/{version}`]: { get: asked('olderRulebookText', 'A text as it was before a change', [inPath('version')]) },
    '/api/clubs/{club}/facts': {
      get: asked(
        'facts',
        'The log as whoever asks may read it, for what-if: a line that says how many facts follow, then one a line',
        [],
        'application/x-ndjson',
      ),
    },
  };
}
