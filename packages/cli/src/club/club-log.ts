import { existsSync, statSync } from 'node:fs';
import type { AnyFact, FactList, NewFact, Rulebook, State } from '@racetower/engine';
import {
  type AnsweredRequest,
  type Appended,
  type AppendRequest,
  clubOfLog,
  type FactLog,
  openSqliteLog,
  type Row,
  type Tail,
} from '@racetower/log';
import { findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { Club } from '@racetower/server/club';
import { Temporal } from 'temporal-polyfill';
import { UsageError } from '../command-line.ts';

/** A club at its log on disk. */
export interface ClubAtLog {
  readonly club: Club;
  readonly log: FactLog;
  readonly file: string;
}

/**
 * Opens the log of a club; a new one is made by the first facts.
 *
 * @param rulebook name or path; left out: that of the log's club
 * @throws UsageError when a new log has no rulebook, or the rulebook is of another club
 */
export function openClubLog(file: string, rulebook: string | undefined): ClubAtLog {
  const exists = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (!exists && rulebook === undefined) throw new UsageError(`${file} is a new log: say --rulebook, for which club it is`);
  const known = exists ? clubOfLog(file) : undefined;
  const editions = editionsNamed(rulebook ?? known ?? '');
  const book = editions.at(-1);
  if (!book) throw new UsageError(`the rulebook ${rulebook ?? known ?? ''} has no edition`);
  const name = known ?? book.name;
  if (book.name !== name) throw new UsageError(`${file} is the log of ${name}, and the rulebook is of ${book.name}`);
  const log = new LateLog(file, name);
  // Whoever writes at the log itself says when it was: a script of a night that is yet to come is taken.
  return { club: new Club({ log, editions, now: () => Temporal.Now.instant().toString(), aheadMs: Infinity }), log, file };
}

/** The log in a file that is read as it is, and made or brought up to date only once something is put on record. */
class LateLog implements FactLog {
  readonly club: string;
  readonly #file: string;
  #reading: FactLog | undefined;
  #writing: FactLog | undefined;

  constructor(file: string, club: string) {
    this.#file = file;
    this.club = club;
  }

  get #log(): FactLog {
    if (this.#writing) return this.#writing;
    const there = (statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0) > 0;
    return (this.#reading ??= openSqliteLog(there ? this.#file : ':memory:', this.club, { readOnly: there }));
  }

  async append(facts: readonly NewFact[], expectedSeq: number, request?: AppendRequest): Promise<Appended> {
    this.#writing ??= openSqliteLog(this.#file, this.club);
    return this.#writing.append(facts, expectedSeq, request);
  }

  async close(): Promise<void> {
    await this.#reading?.close();
    await this.#writing?.close();
  }

  async take(rows: readonly Row[]): Promise<Tail> {
    this.#writing ??= openSqliteLog(this.#file, this.club);
    return this.#writing.take(rows);
  }

  async keepRequests(requests: readonly AnsweredRequest[]): Promise<void> {
    this.#writing ??= openSqliteLog(this.#file, this.club);
    await this.#writing.keepRequests(requests);
  }

  async setFollowing(writer: string | undefined): Promise<void> {
    this.#writing ??= openSqliteLog(this.#file, this.club);
    await this.#writing.setFollowing(writer);
  }

  readonly seq: FactLog['seq'] = async () => this.#log.seq();
  readonly digest: FactLog['digest'] = async () => this.#log.digest();
  readonly tail: FactLog['tail'] = async () => this.#log.tail();
  readonly rows: FactLog['rows'] = async (after, limit) => this.#log.rows(after, limit);
  readonly requests: FactLog['requests'] = async (afterKey, limit) => this.#log.requests(afterKey, limit);
  readonly following: FactLog['following'] = async () => this.#log.following();
  readonly answered: FactLog['answered'] = async (key) => this.#log.answered(key);
  readonly read: FactLog['read'] = async (after, limit) => this.#log.read(after, limit);
  readonly follow: FactLog['follow'] = (after, signal) => this.#log.follow(after, signal);
  readonly verify: FactLog['verify'] = async () => this.#log.verify();
  readonly backup: FactLog['backup'] = async (path) => this.#log.backup(path);
}

/** Loads every edition of a rulebook. @throws UsageError when there is none of that name, or with what is wrong in it */
export function editionsNamed(name: string): readonly Rulebook[] {
  const folder = findRulebook(name, process.cwd());
  if (folder === undefined) throw new UsageError(`there is no rulebook "${name}": say --rulebook`);
  const loaded = loadEditions(folder);
  if (!loaded.ok) throw new UsageError(loaded.problems.map(problemText).join('\n'));
  return loaded.value.map((each) => each.book);
}

/** @throws UsageError when there is no log at a path */
export function mustBeLog(file: string): void {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such log`);
}

/** The meeting that was opened last, else the one announced last. */
export function meetingNow(state: State): string | undefined {
  const known = [...state.meetings.values()];
  const opened = known.flatMap((each) => {
    const fact = firstOf(each.facts, 'meeting-opened');
    return fact ? [{ id: each.id, seq: fact.seq }] : [];
  });
  return opened.toSorted((a, b) => b.seq - a.seq)[0]?.id ?? known.at(-1)?.id;
}

/** The day of a meeting as it was announced. */
export function dayOfMeeting(state: State, meeting: string | undefined): string | undefined {
  const facts = meeting === undefined ? undefined : state.meetings.get(meeting)?.facts;
  const announced = facts && (firstOf(facts, 'meeting-opened') ?? firstOf(facts, 'meeting-scheduled'));
  return announced && (announced.body as { readonly date: string }).date;
}

function firstOf(facts: FactList, kind: AnyFact['kind']): AnyFact | undefined {
  return [...facts].find((fact) => fact.kind === kind);
}
