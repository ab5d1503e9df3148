import type { AnyFact, NewFact } from '@racetower/engine';
import type { Answered, Appended, AppendRequest, FactLog } from '@racetower/log';
import { namedIn, opened, sealed } from './seal.ts';
import type { Sealed, Vault } from './vault.ts';

/**
 * A log whose facts name people by tokens and hold private words locked, and which reads as any other. What is chained, copied, backed
 * up and verified is the sealed form: throwing a key away changes none of it.
 */
export class SealedLog implements FactLog {
  readonly club: string;
  readonly #log: FactLog;
  readonly vault: Vault;

  constructor(log: FactLog, vault: Vault) {
    this.club = log.club;
    this.#log = log;
    this.vault = vault;
  }

  async append(facts: readonly NewFact[], expectedSeq: number, request?: AppendRequest): Promise<Appended> {
    await this.vault.know(namedIn(facts));
    const appended = await this.#log.append(
      facts.map((fact) => sealed(fact, this.vault)),
      expectedSeq,
      request,
    );
    return 'facts' in appended ? { ...appended, facts: await this.#opened(appended.facts) } : appended;
  }

  async answered(key: string): Promise<Answered | undefined> {
    const answered = await this.#log.answered(key);
    return answered && { ...answered, facts: await this.#opened(answered.facts) };
  }

  async read(after?: number, limit?: number): Promise<readonly AnyFact[]> {
    return this.#opened(await this.#log.read(after, limit));
  }

  /** The facts as they would read with somebody erased. */
  async readWithout(erased: Sealed): Promise<readonly AnyFact[]> {
    return (await this.#log.read()).map((fact) => opened(fact, this.vault.people(erased)));
  }

  async *follow(after?: number, signal?: AbortSignal): AsyncIterable<AnyFact> {
    for await (const fact of this.#log.follow(after, signal)) yield* await this.#opened([fact]);
  }

  /** Another process may have made somebody known since. */
  async #opened(facts: readonly AnyFact[]): Promise<readonly AnyFact[]> {
    const ids = JSON.stringify(facts.map((fact) => [fact.by, fact.body])).matchAll(/\{person:([\w-]+)\}/g);
    for (const [, id = ''] of ids)
      if (!this.vault.withId(id)) {
        await this.vault.look();
        break;
      }
    return facts.map((fact) => opened(fact, this.vault.people()));
  }

  readonly seq: FactLog['seq'] = async () => this.#log.seq();
  readonly digest: FactLog['digest'] = async () => this.#log.digest();
  readonly tail: FactLog['tail'] = async () => this.#log.tail();
  readonly rows: FactLog['rows'] = async (after, limit) => this.#log.rows(after, limit);
  readonly take: FactLog['take'] = async (rows) => this.#log.take(rows);
  readonly requests: FactLog['requests'] = async (afterKey, limit) => this.#log.requests(afterKey, limit);
  readonly keepRequests: FactLog['keepRequests'] = async (requests) => this.#log.keepRequests(requests);
  readonly following: FactLog['following'] = async () => this.#log.following();
  readonly setFollowing: FactLog['setFollowing'] = async (writer) => this.#log.setFollowing(writer);
  readonly verify: FactLog['verify'] = async () => this.#log.verify();
  readonly backup: FactLog['backup'] = async (path) => this.#log.backup(path);
  readonly close: FactLog['close'] = async () => this.#log.close();
}
