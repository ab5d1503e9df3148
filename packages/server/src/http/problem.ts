import type { Refusal } from '@racetower/engine';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A "no" as it is answered over HTTP, by RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: ContentfulStatusCode;
  /** One sentence for people. */
  readonly detail: string;
  /** Stable kebab-case word for programs. */
  readonly code: string;
  readonly clauses?: readonly string[];
  readonly facts?: readonly number[];
  /** Roles that may give the same command with `override`. */
  readonly override?: readonly string[];
  /** Roles whose approval the command waits for. */
  readonly approvals?: readonly string[];
  readonly field?: string;
  readonly until?: string;
  readonly because?: unknown;
  /** What is wrong with single fields of the input. */
  readonly errors?: readonly { readonly field: string; readonly says: string }[];
  /** What is wrong in a text, with line and column. */
  readonly problems?: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly says: string;
    readonly path: string;
    readonly severity: 'error' | 'warning' | 'note';
  }[];
  /** The text of somebody who was first. */
  readonly other?: { readonly text: string; readonly etag: string };
  /** Number of the last fact, where it matters. */
  readonly seq?: number;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  403: 'Not yours to do',
  404: 'Nothing is here',
  405: 'This cannot be done here',
  406: 'Not in this form',
  409: 'Somebody else was first',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Of another type',
  422: 'Refused',
  429: 'Too often',
  500: 'A fault of Racetower',
  503: 'Not now',
};

/** Makes a problem; everything but status, code and sentence may be left out. */
export function problem(status: ContentfulStatusCode, code: string, detail: string, rest: Partial<Problem> = {}): Problem {
  return { type: `urn:racetower:problem:${code}`, title: TITLES[status] ?? 'A problem', status, detail, code, ...rest };
}

/** A refusal of the rulebook, with what it rests on and who may override it. */
export function refusalProblem(refusal: Refusal, seq: number): Problem {
  const { code, says, ...rest } = refusal;
  return problem(statusOf(code), code, says, { ...rest, seq });
}

const BAD_INPUT: ReadonlySet<string> = new Set([
  'field-missing',
  'unknown-field',
  'wrong-type',
  'bad-time',
  'bad-date',
  'reserved-name',
  'unknown-command',
]);
const NOT_HERE: ReadonlySet<string> = new Set(['unknown-meeting', 'unknown-race', 'unknown-view', 'unknown-path', 'unknown-class']);

function statusOf(code: string): ContentfulStatusCode {
  if (BAD_INPUT.has(code)) return 400;
  if (NOT_HERE.has(code)) return 404;
  return code === 'not-authorised' ? 403 : 422;
}

export function problemResponse(made: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(made), {
    status: made.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

/** Stops a request with a problem. */
export function stopWith(made: Problem, headers: Readonly<Record<string, string>> = {}): never {
  throw new HTTPException(made.status, { res: problemResponse(made, headers) });
}
