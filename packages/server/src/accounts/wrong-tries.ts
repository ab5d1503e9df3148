import { ADDRESS_HEADER } from './auth.ts';

const WINDOW_MS = 60_000;
/** Wrong passwords in a minute: of one login from one address, and of all logins from one address. */
const OF_LOGIN = 5;
const OF_ADDRESS = 25;

/**
 * Makes an address wait that tries wrong passwords. Right ones are not counted: at a track all officials sign in within a minute, from
 * one address.
 */
export class WrongTries {
  readonly #now: () => number;
  readonly #wrong = new Map<string, number>();
  #since = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Answers a try, or stops it before the password is looked at. */
  async answer(request: Request, look: (request: Request) => Promise<Response>): Promise<Response> {
    if (this.#now() - this.#since >= WINDOW_MS) {
      this.#wrong.clear();
      this.#since = this.#now();
    }
    const address = request.headers.get(ADDRESS_HEADER) ?? '';
    const login = `${address} ${await loginIn(request)}`;
    if (this.#count(login) >= OF_LOGIN || this.#count(address) >= OF_ADDRESS) return tooOften();
    const answered = await look(request);
    if (answered.ok) this.#wrong.delete(login);
    else for (const each of [login, address]) this.#wrong.set(each, this.#count(each) + 1);
    return answered;
  }

  #count(of: string): number {
    return this.#wrong.get(of) ?? 0;
  }
}

async function loginIn(request: Request): Promise<string> {
  const sent: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  return typeof sent === 'object' && sent !== null && 'username' in sent ? String(sent.username).toLowerCase().slice(0, 100) : '';
}

function tooOften(): Response {
  return Response.json(
    { code: 'TOO_OFTEN', message: 'too many wrong passwords from here: wait a minute' },
    { status: 429, headers: { 'x-retry-after': String(WINDOW_MS / 1000) } },
  );
}
