import type { PoolClient } from 'pg';
import { LogError } from '../log-error.ts';

/** How many parts the facts are kept in; each club is whole in one of them. */
const PARTS = 16;

/** The table of facts, as a cluster that has its own way of parting tables is given it beforehand. */
export function factsTable(): string {
  return `create table facts (
    club text not null, seq integer not null, at text not null, by text not null, kind text not null, version integer not null,
    season text, meeting text, race text, body text not null, hash text not null,
    primary key (club, seq)
  )`;
}

/**
 * `MIGRATIONS[n]` makes a database of schema n one of schema n + 1; there is no way back.
 *
 * Every table begins with the club, so that a cluster can keep all of a club in one place. The tables of the first schema may have been made
 * beforehand, distributed as a cluster wants it.
 */
const MIGRATIONS: readonly string[] = [
  `do $$ begin
    if to_regclass('facts') is null then
      ${factsTable()} partition by hash (club);
      for part in 0..${PARTS - 1} loop
        execute format('create table %I partition of facts for values with (modulus ${PARTS}, remainder %s)', 'facts_' || part, part);
      end loop;
    end if;
  end $$;
  create table if not exists fact_requests (
    club text not null, key text not null, digest text not null, after integer not null, facts integer not null,
    primary key (club, key)
  );`,
  `create table if not exists fact_following (club text primary key, writer text not null, since text not null);
  ${appendFunction()}`,
];

/**
 * Appends in one call and one transaction. Of two that append at the same number one meets the primary key of the other and fails whole.
 *
 * One fact is inserted at a time, each naming its club: so every statement is about one club, and can be sent to where a cluster keeps it.
 */
function appendFunction(): string {
  return `create or replace function append_facts(
    p_club text, p_after integer, p_before text, p_at text[], p_by text[], p_kind text[], p_version integer[], p_season text[], p_meeting text[],
    p_race text[], p_body text[], p_hash text[], p_key text, p_digest text,
    out outcome text, out at_seq integer, out at_hash text
  ) language plpgsql as $body$
  begin
    if p_key is not null and exists (select 1 from fact_requests r where r.club = p_club and r.key = p_key) then
      outcome := 'repeated';
      return;
    end if;
    select f.writer into at_hash from fact_following f where f.club = p_club for share;
    if found then
      outcome := 'follows';
      return;
    end if;
    select f.seq, f.hash into at_seq, at_hash from facts f where f.club = p_club order by f.seq desc limit 1;
    at_seq := coalesce(at_seq, 0);
    if at_seq <> p_after or (at_seq > 0 and at_hash <> p_before) then
      outcome := 'taken';
      return;
    end if;
    for i in 1 .. coalesce(array_length(p_at, 1), 0) loop
      insert into facts (club, seq, at, by, kind, version, season, meeting, race, body, hash) values (
        p_club, p_after + i, p_at[i], p_by[i], p_kind[i], p_version[i], p_season[i], p_meeting[i], p_race[i], p_body[i], p_hash[i]);
    end loop;
    if p_key is not null then
      insert into fact_requests (club, key, digest, after, facts)
        values (p_club, p_key, p_digest, p_after, coalesce(array_length(p_at, 1), 0));
    end if;
    outcome := 'done';
  end $body$;`;
}

export const POSTGRES_SCHEMA = MIGRATIONS.length;

/** The lock under which processes that start at once bring a database up to date one after the other. */
const MIGRATION_LOCK = 0x52_54_4c_47;

/**
 * Brings a database up to date, whole or not at all.
 * @param to the schema to stop at; tests make earlier ones
 * @throws LogError `newer-version` when a newer version of Racetower made it
 */
export async function migrate(client: PoolClient, to = POSTGRES_SCHEMA): Promise<void> {
  const known = await client.query<{ readonly there: boolean }>(`select to_regclass('fact_schema') is not null as there`);
  if (known.rows[0]?.there === true && (await versionOf(client)) === to) return;
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query('create table if not exists fact_schema (version integer primary key, since timestamptz not null default now())');
    const version = await versionOf(client);
    if (version > to)
      throw new LogError('newer-version', `the database has schema ${version} of the log, made by a newer version of Racetower`);
    for (let next = version; next < to; next += 1) {
      await client.query(MIGRATIONS[next] ?? '');
      await client.query('insert into fact_schema (version) values ($1)', [next + 1]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function versionOf(client: PoolClient): Promise<number> {
  const found = await client.query<{ readonly version: number | null }>('select max(version) as version from fact_schema');
  return found.rows[0]?.version ?? 0;
}
