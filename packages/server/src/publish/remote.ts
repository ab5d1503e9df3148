import type { Row, Tail } from '@racetower/log';

/** Where a log is published to. */
export interface Destination {
  /** Address of the service, as `https://racing.example`. */
  readonly url: string;
  readonly club: string;
  readonly token: string;
}

/** How a club stands at the service. */
export interface Standing extends Tail {
  /** Whom the service takes facts of the club from; without one they are made there. */
  readonly writer?: string;
  /** Hash of the fact that was asked about. */
  readonly hashAt?: string;
}

/** The service answered and said no; asking again changes nothing. */
export class PublishRefused extends Error {
  readonly code: string;
  constructor(code: string, says: string) {
    super(says);
    this.name = 'PublishRefused';
    this.code = code;
  }
}

/** The service could not be reached, or is not ready: later it may be. */
export class ServiceAway extends Error {}

/** A poor link is given up after so long without an answer. */
const PATIENCE_MS = 20_000;

/** The service that a log is published to, asked over HTTP. */
export class Remote {
  readonly #url: string;
  readonly #token: string;
  readonly #signal: AbortSignal | undefined;

  constructor({ url, club, token }: Destination, signal?: AbortSignal) {
    this.#url = new URL(`/api/clubs/${encodeURIComponent(club)}/publish`, url).href;
    this.#token = token;
    this.#signal = signal;
  }

  /** How the club stands there. @param at tells the hash of this fact too */
  async standing(at?: number): Promise<Standing> {
    return this.#ask<Standing>('GET', at === undefined ? '' : `?at=${at}`);
  }

  /** Sends facts, or none to be heard. @param end that of the log here @returns the end of the log there */
  async send(writer: string, rows: readonly Row[], end: Tail): Promise<Tail> {
    return this.#ask<Tail>('POST', '', { writer, rows, end });
  }

  /** Facts that are there after a number, some at a time. */
  async rows(after: number): Promise<readonly Row[]> {
    return (await this.#ask<{ readonly rows: readonly Row[] }>('GET', `/rows?after=${after}`)).rows;
  }

  /** Gives the making of facts to the service, or takes it for the writer. */
  async handOver(writer: string, to: 'service' | 'writer', end: Tail): Promise<Tail> {
    return this.#ask<Tail>('POST', '/hand-over', { writer, to, end });
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const timeout = AbortSignal.timeout(PATIENCE_MS);
    const signal = this.#signal ? AbortSignal.any([timeout, this.#signal]) : timeout;
    const headers = { authorization: `Bearer ${this.#token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    let status: number;
    let text: string;
    try {
      const response = await fetch(`${this.#url}${path}`, {
        method,
        headers,
        signal,
        redirect: 'error',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
      throw new ServiceAway(`the service does not answer${cause}`, { cause: error });
    }
    return answerFrom<T>(status, text);
  }
}

function answerFrom<T>(status: number, text: string): T {
  const said = parsed(text);
  if (status < 300 && said !== undefined) return said as T;
  const { code, detail } = (said ?? {}) as { readonly code?: unknown; readonly detail?: unknown };
  // A proxy on the way, or a service that starts, says no for itself; only a problem of the service is its answer.
  if (status >= 500 || status === 429 || typeof code !== 'string' || typeof detail !== 'string')
    throw new ServiceAway(`the service answers ${status}`);
  throw new PublishRefused(code, detail);
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
