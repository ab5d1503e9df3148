type Json = Readonly<Record<string, unknown>>;

const CLUB: Json = { $ref: '#/components/parameters/club' };
const PROBLEMS: Json = {
  default: { description: 'No, and why', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
};

/** How the log of a club is kept, in the description of the API. */
export function machinePaths(): Json {
  const here = '/api/clubs/{club}/machine';
  const done = (description: string, content: Json): Json => ({ 200: { description, ...content }, ...PROBLEMS });
  const asked = (operationId: string, summary: string, responses: Json): Json => ({
    operationId,
    tags: ['machine'],
    summary,
    parameters: [CLUB],
    responses,
  });
  const object = { content: { 'application/json': { schema: { type: 'object' } } } };
  const file = { content: { 'application/vnd.sqlite3': { schema: { type: 'string', format: 'binary' } } } };
  return {
    [here]: {
      get: asked('machine', 'Where the log lies, who writes it, where it is published, when it was backed up', done('How it is', object)),
    },
    [`${here}/verify`]: {
      post: asked('verifyLog', 'Walks the whole chain of the log', done('Whether it is whole, and its digest', object)),
    },
    [`${here}/backup`]: {
      post: asked(
        'backup',
        'A copy of the log, proved; the headers X-Seq and X-Digest say what is in it',
        done('The copy, a log like any other', file),
      ),
    },
  };
}
