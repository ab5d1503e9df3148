import { VIEWS } from '@racetower/engine';
import { z } from 'zod';
import { accountPaths } from './openapi-accounts.ts';
import { machinePaths } from './openapi-machine.ts';
import { MAY_ASK } from '../access/desks.ts';
import { CLUB_PROBLEMS } from '../timing/problems.ts';
import { FEED_SCHEMA, SOURCE_SCHEMA } from '../timing/set-up.ts';
import { VERSION } from './version.ts';
import { HOOK_SCHEMA } from './hooks.ts';
import { importPaths } from './openapi-imports.ts';
import { HAND_OVER_SCHEMA, PUBLISHED_SCHEMA } from './publish.ts';
import { rulebookPaths } from './openapi-rulebook.ts';
import { ASKED, COMMAND_SCHEMAS, VIEW_SCHEMAS } from './schemas.ts';

type Json = Readonly<Record<string, unknown>>;

const PROBLEM: Json = {
  type: 'object',
  description: 'A problem by RFC 9457. A refusal of the rulebook names its clauses, the facts behind it, and who may override it.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'one sentence for people' },
    code: { type: 'string', description: 'stable word for programs' },
    clauses: { type: 'array', items: { type: 'string' } },
    facts: { type: 'array', items: { type: 'integer' } },
    override: { type: 'array', items: { type: 'string' }, description: 'roles that may give the same command with override' },
    field: { type: 'string' },
    until: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', properties: { field: { type: 'string' }, says: { type: 'string' } } } },
    problems: { type: 'array', items: { type: 'object' }, description: 'of a text: what is wrong, with file, line and column' },
    other: { type: 'object', description: 'the text of somebody who was first, and its `etag`' },
    seq: { type: 'integer' },
  },
};

const FACT: Json = {
  type: 'object',
  required: ['club', 'seq', 'at', 'by', 'kind', 'body'],
  properties: {
    club: { type: 'string' },
    seq: { type: 'integer' },
    at: { type: 'string', format: 'date-time' },
    by: { type: 'string' },
    kind: { type: 'string' },
    season: { type: 'string' },
    meeting: { type: 'string' },
    race: { type: 'string' },
    body: { type: 'object' },
  },
};

const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _schema, id: _id, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
};

const jsonOf = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const PROBLEMS: Json = { default: { description: 'No, and why', content: { 'application/problem+json': { schema: ref('Problem') } } } };
const parameter = (name: string): Json => ({ $ref: `#/components/parameters/${name}` });
const CLUB = parameter('club');
const VIEW: Json = { name: 'view', in: 'path', required: true, schema: { type: 'string', enum: VIEWS.map((view) => view.name) } };
const header = (name: string, description: string, schema: Json): Json => ({ name, in: 'header', description, schema });

function commandPath(): Json {
  return {
    post: {
      operationId: 'giveCommand',
      tags: ['commands'],
      summary: 'Gives a command; answers with the facts it made, or says why not',
      parameters: [
        CLUB,
        { name: 'preview', in: 'query', description: 'only says what it would change', schema: { enum: ['yes', 'no'] } },
        header('Idempotency-Key', 'the same command under the same key is put on record once', { type: 'string', maxLength: 200 }),
        header('Approvals', 'what those who approve have signed, with commas between', { type: 'string' }),
        header('Held-For', 'milliseconds that the command waited with its sender: it is given as of then', {
          type: 'integer',
          maximum: 86_400_000,
        }),
        header('Expected-Seq', 'the number of the last fact that was seen; refused with 409 when the log went on', { type: 'integer' }),
      ],
      requestBody: { required: true, ...jsonOf(ref('Command')) },
      responses: { 200: { description: 'On record, or with preview what would be', ...jsonOf(ref('Given')) }, ...PROBLEMS },
    },
  };
}

function viewPath({ name, says }: { readonly name: string; readonly says: string }): Json {
  const { properties, required } = schemaOf(VIEW_SCHEMAS.get(name) ?? z.object()) as {
    properties: Record<string, Json>;
    required?: string[];
  };
  const own = Object.keys(properties).filter((field) => !Object.hasOwn(ASKED, field));
  const parameters = [
    ...own.map((field) => ({ name: field, in: 'query', required: required?.includes(field) ?? false, schema: properties[field] })),
    ...Object.keys(ASKED).map(parameter),
  ];
  const open = MAY_ASK[name]?.includes('public') === true;
  return {
    get: {
      operationId: `view-${name}`,
      tags: ['views'],
      summary: says,
      ...(open ? {} : { description: `Not public: ${(MAY_ASK[name] ?? []).join(', ')}` }),
      parameters: [CLUB, ...parameters],
      responses: { 200: { description: 'The answer', ...jsonOf(ref('Answer')) }, ...PROBLEMS },
    },
  };
}

function csvPath(): Json {
  return {
    get: {
      operationId: 'viewAsTable',
      tags: ['views'],
      summary: 'The first list of a view, or the one that `list` names, as CSV; asked as the view is',
      parameters: [CLUB, VIEW, parameter('list')],
      responses: { 200: { description: 'The table', content: { 'text/csv': { schema: { type: 'string' } } } }, ...PROBLEMS },
    },
  };
}

const TEXT: Json = { type: 'string' };

function authPath(operationId: string, summary: string, properties: Json): Json {
  const body = { type: 'object', properties };
  return {
    post: {
      operationId,
      tags: ['accounts'],
      summary,
      requestBody: { required: true, ...jsonOf(body) },
      responses: { 200: { description: 'Done' }, ...PROBLEMS },
    },
  };
}

const signInPath = (): Json => authPath('signIn', 'Starts a session, kept by a cookie', { username: TEXT, password: TEXT });

function livePath(): Json {
  return {
    get: {
      operationId: 'followView',
      tags: ['views'],
      summary: 'A view now and whenever it changes, as server-sent events; asked as the view is',
      description:
        'Events: `snapshot` {seq, answer}; `patch` {from, seq, patch} by RFC 6902 on the answer before; `problem` while there is no answer. The id of an event is the number of the last fact.',
      parameters: [CLUB, VIEW, parameter('because'), header('Last-Event-ID', 'goes on from what was read last', { type: 'integer' })],
      responses: { 200: { description: 'The events', content: { 'text/event-stream': { schema: { type: 'string' } } } }, ...PROBLEMS },
    },
  };
}

function livesPath(): Json {
  const ask: Json = {
    name: 'ask',
    in: 'query',
    required: true,
    explode: true,
    description: 'a view and its fields, as `race?meeting=2026-05-02&race=mini-stock/heat-1`; `118 race?…` goes on from fact 118',
    schema: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 60 },
  };
  return {
    get: {
      operationId: 'followViews',
      tags: ['views'],
      summary: 'Several views over one line',
      description: 'The events of one view, each named with the place of its question, from 0: `snapshot/0`, `patch/0`, `problem/0`.',
      parameters: [CLUB, ask],
      responses: { 200: { description: 'The events', content: { 'text/event-stream': { schema: { type: 'string' } } } }, ...PROBLEMS },
    },
  };
}

const get = (operationId: string, summary: string, parameters: readonly Json[] = [], type = 'application/json'): Json => ({
  get: {
    operationId,
    tags: ['service'],
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    responses: { 200: { description: 'The answer', content: { [type]: {} } }, ...PROBLEMS },
  },
});

const object = (properties: Json): Json => ({ type: 'object', properties });

const inPath = (name: string): Json => ({ name, in: 'path', required: true, schema: TEXT });

/** An answer to those who set hooks up. */
const hookAnswer = (operationId: string, summary: string, parameters: readonly Json[], status = 200): Json => ({
  operationId,
  tags: ['hooks'],
  summary,
  parameters: [CLUB, ...parameters],
  responses: { [status]: { description: 'Done', ...(status === 200 || status === 201 ? jsonOf({ type: 'object' }) : {}) }, ...PROBLEMS },
});

function hookPaths(): Json {
  const hook = inPath('hook');
  const here = '/api/clubs/{club}/hooks';
  return {
    [here]: {
      get: hookAnswer('hooks', 'The programs that are told news of a club', []),
      post: {
        ...hookAnswer('addHook', 'Adds a program to be told; its secret is in this answer and in no other', [], 201),
        requestBody: { required: true, ...jsonOf(schemaOf(HOOK_SCHEMA)) },
      },
    },
    [`${here}/{hook}`]: { delete: hookAnswer('removeHook', 'Tells a program nothing any more', [hook], 204) },
    [`${here}/{hook}/test`]: { post: hookAnswer('testHook', 'Sends a message to try it', [hook], 202) },
    [`${here}/{hook}/deliveries`]: { get: hookAnswer('deliveries', 'The last messages, and how they went', [hook]) },
    [`${here}/{hook}/deliveries/{delivery}/again`]: {
      post: hookAnswer('sendAgain', 'Sends a message once more', [hook, inPath('delivery')], 202),
    },
  };
}

/** An answer to the machine at the track that publishes a club. */
const publishAnswer = (operationId: string, summary: string, parameters: readonly Json[], body?: Json): Json => ({
  operationId,
  tags: ['publishing'],
  summary,
  security: [{ publishToken: [] }],
  parameters: [CLUB, ...parameters],
  ...(body ? { requestBody: { required: true, ...jsonOf(body) } } : {}),
  responses: { 200: { description: 'Done', ...jsonOf({ type: 'object' }) }, ...PROBLEMS },
});

function publishPaths(): Json {
  const here = '/api/clubs/{club}/publish';
  const asked = (name: string, description: string): Json => ({ name, in: 'query', description, schema: { type: 'integer' } });
  return {
    [here]: {
      get: publishAnswer('publishedSoFar', 'How the log of the club stands here', [asked('at', 'tells the hash of this fact too')]),
      post: publishAnswer('publish', 'Takes facts over as the writer has them, chained', [], schemaOf(PUBLISHED_SCHEMA)),
    },
    [`${here}/rows`]: { get: publishAnswer('publishedRows', 'Facts as they are stored', [asked('after', 'those after this one')]) },
    [`${here}/hand-over`]: {
      post: publishAnswer('handOver', 'Says who makes the facts from now on', [], schemaOf(HAND_OVER_SCHEMA)),
    },
  };
}

function components(): Json {
  const commands = Object.fromEntries([...COMMAND_SCHEMAS].map(([kind, schema]) => [`command-${kind}`, schemaOf(schema)]));
  return {
    Problem: PROBLEM,
    Fact: FACT,
    Timing: object({
      meeting: { type: 'string', description: 'where passings go' },
      race: { type: 'string', description: 'on the track' },
      sources: { type: 'array', items: { type: 'object' }, description: 'gear with its set-up and, while it is on, its health' },
      feed: { type: 'object', description: 'for scoreboards: set-up, and while it is on where it listens and how many read' },
      taken: { type: 'integer', description: 'passings put on record since the server began' },
      waiting: { type: 'integer' },
      notTaken: { type: 'array', items: { type: 'object' }, description: 'the last passings that were refused, with why' },
      problems: {
        type: 'array',
        items: object({
          kind: { enum: Object.keys(CLUB_PROBLEMS) },
          says: { type: 'string' },
          source: { type: 'string' },
          now: { type: 'boolean' },
        }),
      },
    }),
    Given: object({
      facts: { type: 'array', items: ref('Fact') },
      repeated: { type: 'boolean', description: 'it was on record already, under the same key' },
      changes: { type: 'array', items: { type: 'object' }, description: 'with preview: answers before and after' },
      seq: { type: 'integer' },
    }),
    Answer: object({ club: { type: 'string' }, view: { type: 'string' }, seq: { type: 'integer' }, answer: {} }),
    Command: { oneOf: Object.keys(commands).map(ref), discriminator: { propertyName: 'do', mapping: mappingOf(Object.keys(commands)) } },
    ...commands,
  };
}

function parameters(): Json {
  const { properties } = schemaOf(z.object(ASKED)) as { readonly properties: Readonly<Record<string, Json>> };
  const asked = Object.entries(properties).map(
    ([name, { description, ...schema }]) => [name, { name, in: 'query', description, schema }] as const,
  );
  return { club: { name: 'club', in: 'path', required: true, schema: { type: 'string' } }, ...Object.fromEntries(asked) };
}

const mappingOf = (names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name.replace('command-', ''), `#/components/schemas/${name}`]));

function timingPaths(): Json {
  const here = '/api/clubs/{club}/timing';
  const source: Json = { name: 'source', in: 'path', required: true, description: 'as the club calls it, as start-finish', schema: TEXT };
  const done: Json = { 200: { description: 'The gear of the club and how it does', ...jsonOf(ref('Timing')) }, ...PROBLEMS };
  const asked = (operationId: string, summary: string, parameters: readonly Json[], body?: z.ZodType): Json => ({
    operationId,
    tags: ['timing'],
    summary,
    parameters: [CLUB, ...parameters],
    ...(body ? { requestBody: { required: true, ...jsonOf(schemaOf(body)) } } : {}),
    responses: done,
  });
  const action: Json = { name: 'action', in: 'path', required: true, schema: { enum: ['start', 'stop', 'dismiss-gaps'] } };
  return {
    [here]: { get: asked('timing', 'The timing gear of the club, how it does, and what became of its passings', []) },
    [`${here}/live`]: get('followTiming', 'The same whenever it changes, as server-sent events `snapshot`', [CLUB], 'text/event-stream'),
    [`${here}/sources/{source}`]: {
      put: asked('setGear', 'Adds gear, which is off at first, or changes gear that is off', [source], SOURCE_SCHEMA),
      delete: asked('removeGear', 'Removes gear that is off', [source]),
    },
    [`${here}/sources/{source}/{action}`]: {
      post: asked('runGear', 'Starts gear, stops it, or says that an official has dealt with its missing passings', [source, action]),
    },
    [`${here}/feed`]: { put: asked('setFeed', 'Sets up the feed for scoreboards, which is off at first', [], FEED_SCHEMA) },
    [`${here}/feed/start`]: { post: asked('startFeed', 'Shows the race on the track to scoreboards', []) },
    [`${here}/feed/stop`]: { post: asked('stopFeed', 'Shows it no more', []) },
  };
}

/** Describes the API in OpenAPI 3.1, from the schemas that check what is sent. */
export function apiDescription(): Json {
  const views = VIEWS.map((view) => [`/api/clubs/{club}/views/${view.name}`, viewPath(view)] as const);
  const season: Json = { name: 'season', in: 'path', required: true, schema: { type: 'string' } };
  return {
    openapi: '3.1.0',
    info: { title: 'Racetower', version: VERSION, description: 'Commands, questions and live updates of racing clubs.' },
    paths: {
      '/healthz': get('health', 'Whether the program runs'),
      '/readyz': get('readiness', 'Whether every log can be read'),
      '/metrics': get(
        'metrics',
        'Measures of the program in the text format of Prometheus; for the machine itself, or with its token',
        [],
        'text/plain',
      ),
      '/api/clubs': get('clubs', 'The clubs that are served here'),
      '/api/clubs/{club}': get('club', 'A club: its zone, editions, roles, classes, kinds of meeting and seasons', [CLUB]),
      '/api/clubs/{club}/me': get('visitor', 'Who is asking, and in which roles they may act', [CLUB]),
      '/api/auth/sign-in/username': signInPath(),
      '/api/auth/sign-out': authPath('signOut', 'Ends the session', {}),
      '/api/auth/revoke-sessions': authPath('signOutEverywhere', 'Ends every session of whoever is signed in', {}),
      '/api/auth/change-password': authPath('changePassword', 'Takes a new password', {
        currentPassword: TEXT,
        newPassword: TEXT,
        revokeOtherSessions: { type: 'boolean' },
      }),
      ...timingPaths(),
      ...accountPaths(),
      '/api/clubs/{club}/commands': commandPath(),
      ...Object.fromEntries(views),
      ...importPaths(),
      ...hookPaths(),
      ...machinePaths(),
      ...rulebookPaths(),
      ...publishPaths(),
      '/api/clubs/{club}/views/{view}.csv': csvPath(),
      '/api/clubs/{club}/live': livesPath(),
      '/api/clubs/{club}/live/{view}': livePath(),
      '/api/clubs/{club}/seasons/{season}/calendar.ics': get(
        'calendar',
        'The meetings of a season as iCalendar',
        [CLUB, season],
        'text/calendar',
      ),
    },
    components: { schemas: components(), parameters: parameters(), securitySchemes: { publishToken: { type: 'http', scheme: 'bearer' } } },
  };
}
