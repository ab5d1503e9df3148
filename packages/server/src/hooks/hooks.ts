import { randomBytes, randomUUID } from 'node:crypto';
import type { ServiceDatabase } from '../service/database.ts';
import type { DeliveryTable, HookTable } from '../service/tables.ts';
import { type HookFormat, messageOf } from './message.ts';
import type { News, NewsKind } from './news.ts';

/** A hook as its club asked for it. */
export interface HookAsked {
  readonly url: string;
  readonly format: HookFormat;
  readonly news: readonly NewsKind[];
}

export interface Hook extends HookAsked {
  readonly id: string;
  readonly club: string;
  readonly secret: string;
  readonly seq: number;
  readonly madeAt: string;
  readonly madeBy: string;
}

export type DeliveryState = 'due' | 'arrived' | 'given-up';

export interface Delivery {
  readonly id: string;
  readonly hook: string;
  readonly seq: number;
  readonly news: string;
  readonly body: string;
  readonly madeAt: string;
  readonly dueAt?: string;
  readonly tries: number;
  readonly state: DeliveryState;
  readonly said: string;
}

/** Deliveries that are shown of a hook, newest first. */
const SHOWN = 100;
/** Hooks that a club may have. */
export const MOST_HOOKS = 20;

/** The hooks of all clubs and their deliveries. Several processes may work on them: what one took, no other takes. */
export class Hooks {
  readonly #db: ServiceDatabase;

  constructor(db: ServiceDatabase) {
    this.#db = db;
  }

  async add(club: string, asked: HookAsked, made: { readonly at: string; readonly by: string; readonly seq: number }): Promise<Hook> {
    const row: HookTable = {
      id: randomUUID(),
      club,
      url: asked.url,
      format: asked.format,
      news: asked.news.join(','),
      secret: `whsec_${randomBytes(24).toString('base64')}`,
      seq: made.seq,
      made_at: made.at,
      made_by: made.by,
    };
    await this.#db.insertInto('hooks').values(row).execute();
    return hookOf(row);
  }

  async remove(club: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db.deleteFrom('hooks').where('club', '=', club).where('id', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async of(club: string): Promise<readonly Hook[]> {
    const rows = await this.#db.selectFrom('hooks').selectAll().where('club', '=', club).orderBy('made_at').execute();
    return rows.map(hookOf);
  }

  async deliveries(hook: string): Promise<readonly Delivery[]> {
    const rows = await this.#db
      .selectFrom('deliveries')
      .selectAll()
      .where('hook', '=', hook)
      .orderBy('made_at', 'desc')
      .orderBy('seq', 'desc')
      .limit(SHOWN)
      .execute();
    return rows.map(deliveryOf);
  }

  /** Notes that a hook was looked after up to fact `seq`, with what it is to be told. @returns false when another process did it */
  async take(hook: Hook, seq: number, news: readonly News[], at: string): Promise<boolean> {
    return this.#db.transaction().execute(async (work) => {
      const { numUpdatedRows } = await work
        .updateTable('hooks')
        .set({ seq })
        .where('id', '=', hook.id)
        .where('seq', '=', hook.seq)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      const rows = news.map((each) => newDelivery(hook, each, at));
      if (rows.length > 0) await work.insertInto('deliveries').values(rows).execute();
      return true;
    });
  }

  /** Makes one delivery by itself, as to try a hook. */
  async tell(hook: Hook, news: News, at: string): Promise<void> {
    await this.#db
      .insertInto('deliveries')
      .values(newDelivery(hook, news, at))
      .execute();
  }

  /** Makes a delivery due again. @returns false when there is none */
  async again(hook: string, id: string, at: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('deliveries')
      .set({ due_at: at, state: 'due', tries: 0 })
      .where('hook', '=', hook)
      .where('id', '=', id)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Takes what is due and keeps it from others until `until`, so that a process that dies leaves it for later. */
  async claim(now: string, until: string): Promise<readonly { readonly hook: Hook; readonly delivery: Delivery }[]> {
    const due = await this.#db.selectFrom('deliveries').selectAll().where('due_at', '<=', now).orderBy('seq').limit(SHOWN).execute();
    const claimed: { hook: Hook; delivery: Delivery }[] = [];
    for (const row of due) {
      const { numUpdatedRows } = await this.#db
        .updateTable('deliveries')
        .set({ due_at: until })
        .where('id', '=', row.id)
        .where('due_at', '=', row.due_at)
        .executeTakeFirst();
      const hook = await this.#db.selectFrom('hooks').selectAll().where('id', '=', row.hook).executeTakeFirst();
      if (numUpdatedRows > 0n && hook) claimed.push({ hook: hookOf(hook), delivery: deliveryOf(row) });
    }
    return claimed;
  }

  async settle(delivery: Delivery, how: { readonly state: DeliveryState; readonly said: string; readonly dueAt?: string }): Promise<void> {
    await this.#db
      .updateTable('deliveries')
      .set({ state: how.state, said: how.said, due_at: how.dueAt ?? null, tries: delivery.tries + 1 })
      .where('id', '=', delivery.id)
      .execute();
  }

  /** How many messages have yet to arrive. */
  async due(): Promise<number> {
    const waiting = this.#db.selectFrom('deliveries').where('due_at', 'is not', null);
    const row = await waiting.select(({ fn }) => fn.count('id').as('due')).executeTakeFirst();
    return Number(row?.due ?? 0);
  }

  /** Forgets deliveries that were made before an instant and are done with. */
  async forget(before: string): Promise<void> {
    await this.#db.deleteFrom('deliveries').where('made_at', '<', before).where('due_at', 'is', null).execute();
  }
}

function newDelivery(hook: Hook, news: News, at: string): DeliveryTable {
  const body = JSON.stringify(messageOf(hook.club, hook.format, news));
  return {
    id: randomUUID(),
    hook: hook.id,
    seq: news.seq,
    news: news.kind,
    body,
    made_at: at,
    due_at: at,
    tries: 0,
    state: 'due',
    said: '',
  };
}

function hookOf(row: HookTable): Hook {
  const { id, club, url, secret, seq, made_at: madeAt, made_by: madeBy } = row;
  return { id, club, url, secret, seq, madeAt, madeBy, format: row.format as HookFormat, news: row.news.split(',') as NewsKind[] };
}

function deliveryOf(row: DeliveryTable): Delivery {
  const { id, hook, seq, news, body, tries, said, made_at: madeAt, due_at: dueAt } = row;
  return { id, hook, seq, news, body, tries, said, madeAt, state: row.state as DeliveryState, ...(dueAt === null ? {} : { dueAt }) };
}
