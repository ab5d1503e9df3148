import { dayOf } from '@racetower/engine';
import { type LoadedRulebook, type Problem as RulebookProblem, readEditions, readNight, textSources } from '@racetower/rulebook';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { discreet, PRIVATE_KINDS, readingOf } from '../access/private.ts';
import { nameOf, visitorMaySet } from '../access/visitor.ts';
import { etagOf, FILE_NAME, type Shelf, ShelfError, type ShelfFile, type ShelfName, SHELVES } from '../rulebook/shelf.ts';
import { readJson } from './body.ts';
import { type ServedClubs, type Visit, visitOf } from './clubs.ts';
import { checkedBy } from './people.ts';
import { problem, stopWith } from './problem.ts';

const LARGEST_TEXT = 512 * 1024;
const LARGEST_BODY = 2 * LARGEST_TEXT;

/** A file of a rulebook as it is to be saved. */
export const RULEBOOK_FILE = z.strictObject({
  text: z
    .string()
    .min(1, { error: 'is empty' })
    .max(LARGEST_TEXT, { error: `has ${LARGEST_TEXT} signs at most` }),
  why: z.string().trim().max(500).optional().describe('the reason; an edition that is in force needs one'),
});

/** Adds what the rulebook of a club is read, checked and saved by. */
export function addRulebook(app: Hono, served: ServedClubs): void {
  const here = '/api/clubs/:club/rulebook';
  app.get(here, async (c) => showRulebook(await rulebookVisit(c, served)));
  app.put(`${here}/:shelf/:file`, async (c) => saveFile(c, await rulebookVisit(c, served)));
  app.delete(`${here}/:shelf/:file`, async (c) => removeFile(c, await rulebookVisit(c, served)));
  app.get(`${here}/older`, async (c) => listChanges(await rulebookVisit(c, served)));
  app.get(`${here}/older/:version`, async (c) => showOlder(c, await rulebookVisit(c, served)));
  app.get('/api/clubs/:club/facts', async (c) => streamFacts(await rulebookVisit(c, served)));
}

interface RulebookVisit extends Visit {
  readonly shelf: Shelf;
}

/** @throws the problem to answer, when whoever asks does not work on the rulebook */
async function rulebookVisit(c: Context, served: ServedClubs): Promise<RulebookVisit> {
  const visit = await visitOf(c, served);
  if (visit.visitor.is === 'public') return stopWith(problem(401, 'sign-in', 'sign in to work on the rulebook'));
  if (!visitorMaySet(visit.visitor, 'rulebook'))
    return stopWith(problem(403, 'not-your-desk', 'the rulebook is for the office, the race director and the board'));
  const { shelf } = visit;
  return shelf ? { ...visit, shelf } : stopWith(problem(404, 'no-rulebook-files', 'the rulebook of this club is not in files here'));
}

const PRIVATE = { 'cache-control': 'no-store' };
const json = (value: object): Response => Response.json(value, { headers: PRIVATE });
const todayOf = ({ club }: Visit): string => dayOf(club.book, club.now());

async function showRulebook(visit: RulebookVisit): Promise<Response> {
  const [files, whyNot] = [await visit.shelf.files(), await visit.shelf.whyNot()];
  return json({ files, today: todayOf(visit), ...(whyNot ? { notHere: whyNot } : {}) });
}

/** A file that a request is about, as it stands. */
interface Asked {
  readonly shelf: ShelfName;
  readonly name: string;
  readonly files: readonly ShelfFile[];
  readonly now: ShelfFile | undefined;
}

const KINDS: Readonly<Record<ShelfName, readonly ShelfFile['kind'][]>> = { editions: ['edition'], nights: ['night', 'part'] };

/** @throws the problem to answer: no such place, a name that no file may have, or somebody else was first */
async function askedFile(c: Context, visit: RulebookVisit): Promise<Asked> {
  const [shelf, name] = [c.req.param('shelf') ?? '', c.req.param('file') ?? ''];
  if (!isShelf(shelf)) return stopWith(problem(404, 'unknown-shelf', `a rulebook has ${SHELVES.join(' and ')}`));
  if (!FILE_NAME.test(name))
    return stopWith(
      problem(400, 'bad-input', 'a file is named by small letters, digits, dots and dashes, as 2027.yaml', { field: 'file' }),
    );
  const files = await visit.shelf.files();
  const now = files.find((each) => each.name === name && KINDS[shelf].includes(each.kind));
  mustBeAsSeen(c, now);
  return { shelf, name, files, now };
}

const isShelf = (word: string): word is ShelfName => SHELVES.some((each) => each === word);

function mustBeAsSeen(c: Context, now: ShelfFile | undefined): void {
  const [seen, isNew] = [c.req.header('if-match'), c.req.header('if-none-match') === '*'];
  if (seen === undefined && !isNew)
    stopWith(
      problem(400, 'bad-input', 'say in If-Match which text was changed, or If-None-Match: * for a new file', { field: 'If-Match' }),
    );
  if (isNew ? now === undefined : seen === `"${now?.etag ?? ''}"`) return;
  const says = now ? `somebody else saved ${now.name} meanwhile` : 'somebody else took the file away meanwhile';
  stopWith(problem(412, 'changed-meanwhile', says, now ? { other: { text: now.text, etag: now.etag } } : {}));
}

async function saveFile(c: Context, visit: RulebookVisit): Promise<Response> {
  const { text, why } = checkedBy(RULEBOOK_FILE, await readJson(c, LARGEST_BODY));
  const whyNot = await visit.shelf.whyNot();
  if (whyNot) return stopWith(problem(422, whyNot.code, whyNot.says));
  return visit.shelf.alone(async () => {
    const asked = await askedFile(c, visit);
    const path = asked.now?.path ?? pathFor(asked);
    const texts = new Map([...asked.files.map((each) => [each.path, each.text] as const), [path, text]]);
    const loaded = asked.shelf === 'editions' ? editionsWith({ asked, path, club: visit.club.name }, texts) : nightWith(path, texts);
    if (asked.shelf === 'editions') mustHaveReason(visit, asked, { path, loaded, why });
    await saved(visit, { shelf: asked.shelf, name: asked.name, text, ...(why === undefined || why === '' ? {} : { why }) });
    if (asked.shelf === 'editions') await visit.club.adopt(loaded.map((each) => each.book));
    return json({ path, etag: etagOf(text), seq: visit.club.seen.seq });
  });
}

async function removeFile(c: Context, visit: RulebookVisit): Promise<Response> {
  return visit.shelf.alone(async () => {
    const asked = await askedFile(c, visit);
    if (!asked.now) return stopWith(problem(404, 'unknown-file', `there is no ${asked.name}`));
    if (asked.shelf === 'editions')
      return stopWith(problem(422, 'edition-stays', 'an edition stays: what was raced by it is worked out by it'));
    await saved(visit, { shelf: asked.shelf, name: asked.name });
    return new Response(null, { status: 204 });
  });
}

/** @throws the problem to answer, when nothing can be saved here */
async function saved(
  visit: RulebookVisit,
  what: { readonly shelf: ShelfName; readonly name: string; readonly text?: string; readonly why?: string },
) {
  try {
    await visit.shelf.save({ ...what, at: visit.club.now(), by: nameOf(visit.visitor) });
  } catch (error) {
    if (error instanceof ShelfError) stopWith(problem(422, 'read-only', error.message));
    throw error;
  }
}

/** A new file stands where the others of its kind do. */
function pathFor({ shelf, name, files }: Asked): string {
  const edition = files.find((each) => each.kind === 'edition')?.path ?? '';
  return `${edition.slice(0, edition.lastIndexOf('/') + 1)}${shelf === 'nights' ? 'nights/' : ''}${name}`;
}

/** All editions with a text in the place of one. @throws the problem to answer, naming every line at fault */
function editionsWith(
  { asked, path, club }: { readonly asked: Asked; readonly path: string; readonly club: string },
  texts: ReadonlyMap<string, string>,
): readonly LoadedRulebook[] {
  const paths = new Set([...asked.files.filter((each) => each.kind === 'edition').map((each) => each.path), path]);
  const loaded = readEditions([...paths], textSources(texts));
  if (!loaded.ok) return stopWith(unusable(loaded.problems));
  const strange = nameIn(loaded.value, club);
  return strange.length === 0 ? loaded.value : stopWith(unusable(strange));
}

/** The rulebook is of this club, whatever is written in it. */
function nameIn(editions: readonly LoadedRulebook[], club: string): readonly RulebookProblem[] {
  const stranger = editions.find((each) => each.book.name !== club);
  if (!stranger) return [];
  return [{ ...stranger.locate(['rulebook']), path: 'rulebook', says: `expected "${club}"`, severity: 'error' }];
}

function nightWith(path: string, texts: ReadonlyMap<string, string>): readonly LoadedRulebook[] {
  const read = readNight(path, textSources(texts));
  return read.ok ? [] : stopWith(unusable(read.problems));
}

function unusable(problems: readonly RulebookProblem[]): ReturnType<typeof problem> {
  const [first] = problems;
  const where = first && first.line > 0 ? `line ${first.line}: ` : '';
  return problem(422, 'rulebook-problems', `${where}${first?.says ?? 'it cannot be read'}`.slice(0, 1000), {
    field: first?.path === undefined || first.path === '' ? 'text' : first.path,
    problems: problems.slice(0, 100),
  });
}

interface Reasoned {
  readonly path: string;
  readonly loaded: readonly LoadedRulebook[];
  readonly why: string | undefined;
}

/** What is in force is not changed without a word. @throws the problem to answer */
function mustHaveReason(visit: RulebookVisit, { now }: Asked, { path, loaded, why = '' }: Reasoned): void {
  if (why !== '') return;
  const today = todayOf(visit);
  const was = now && readEditions([now.path], textSources(new Map([[now.path, now.text]])));
  const days = [...(was?.ok ? was.value : []), ...loaded.filter((each) => each.file === path)].map((each) => each.book.inForce);
  if (days.some((day) => day <= today))
    stopWith(problem(422, 'reason-needed', 'this edition is in force: say why it is changed', { field: 'why' }));
}

async function listChanges({ shelf }: RulebookVisit): Promise<Response> {
  return json({ changes: await shelf.changes() });
}

async function showOlder(c: Context, { shelf }: RulebookVisit): Promise<Response> {
  const text = await shelf.older(c.req.param('version') ?? '');
  return text === undefined ? stopWith(problem(404, 'unknown-version', 'there is no such older text')) : json({ text });
}

/** So many facts are written at once, so that others are answered in between. */
const AT_ONCE = 500;

/** `GET /api/clubs/:club/facts`: the log as whoever asks may read it, a line of JSON each; the first line says what was left out. */
async function streamFacts({ club, visitor }: RulebookVisit): Promise<Response> {
  const state = await club.latest();
  const reading = readingOf(visitor, club.book);
  const left = PRIVATE_KINDS.filter((kind) => !reading.kinds.includes(kind));
  const all = [...state.all];
  const encoder = new TextEncoder();
  let next = 0;
  const stream = new ReadableStream<Uint8Array>({
    start: (writer) => writer.enqueue(encoder.encode(`${JSON.stringify({ seq: state.seq, facts: all.length, left })}\n`)),
    pull: (writer) => {
      if (next >= all.length) return writer.close();
      const part = all.slice(next, next + AT_ONCE);
      next += AT_ONCE;
      const shown = discreet(part, { view: 'history' }, reading, { book: club.book, state }) as readonly unknown[];
      return writer.enqueue(encoder.encode(shown.map((fact) => `${JSON.stringify(fact)}\n`).join('')));
    },
  });
  return new Response(stream, { headers: { ...PRIVATE, 'content-type': 'application/x-ndjson', 'x-seq': String(state.seq) } });
}
