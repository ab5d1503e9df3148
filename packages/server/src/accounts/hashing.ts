import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { verifyPassword } from 'better-auth/crypto';

/** Hashes and checks what people remember, slowly. */
export interface Hashing {
  readonly hash: (secret: string) => Promise<string>;
  readonly verify: (asked: { readonly hash: string; readonly password: string }) => Promise<boolean>;
}

const BLOCK = 16;
const LENGTH = 64;
/** Rounds by which one try costs some fifty milliseconds and 32 megabytes. */
const USUAL_ROUNDS = 2 ** 14;

function derive(secret: string, salt: string, rounds: number): Promise<Buffer> {
  return new Promise((done, failed) => {
    const options = { N: rounds, r: BLOCK, p: 1, maxmem: 256 * rounds * BLOCK };
    scrypt(secret.normalize('NFKC'), salt, LENGTH, options, (error, key) => (error ? failed(error) : done(key)));
  });
}

/** Hashes by scrypt, the rounds written beside each hash; hashes of the library's own form are still taken. */
export function hashingBy(rounds = USUAL_ROUNDS): Hashing {
  return {
    hash: async (secret) => {
      const salt = randomBytes(16).toString('hex');
      return `scrypt$${rounds}$${salt}$${(await derive(secret, salt, rounds)).toString('hex')}`;
    },
    verify: async ({ hash, password }) => {
      const [kind, written, salt = '', key = ''] = hash.split('$');
      if (kind !== 'scrypt') return verifyPassword({ hash, password });
      const [right, given] = [Buffer.from(key, 'hex'), await derive(password, salt, Number(written))];
      return right.length === given.length && timingSafeEqual(right, given);
    },
  };
}
