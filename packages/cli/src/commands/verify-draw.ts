import { readFileSync } from 'node:fs';
import { type AnyFact, drawBucket, FACT_KINDS, fold, type Plain, type Rulebook } from '@racetower/engine';
import { clubOfLog, drawFrom, type DrawProof, drawSeveral, openSqliteLog, seedHash, verifyDraws } from '@racetower/log';
import { findRulebook, isMap, loadEditions, problemText } from '@racetower/rulebook';
import { type Given, mustBeFile, UsageError, wholeNumber } from '../command-line.ts';
import type { Output } from '../output.ts';

/** `racetower verify-draw LOG | FACTS.json | --seed …`: 0 every draw is proved, 1 one is not or the seed is still secret. */
export async function verifyDrawCommand(files: readonly string[], given: Given, out: Output): Promise<number> {
  if (given.has('seed')) return proveOne(files, given, out);
  const [file, second] = files;
  if (file === undefined || second !== undefined)
    throw new UsageError('say which log or file of facts, or give --seed, --hash, --label and --bucket; see racetower help verify-draw');
  mustBeFile(file);
  const { facts, club } = await factsOf(file);
  const editions = editionsOf(given.text('rulebook') ?? club, file);
  const proofs = verifyDraws(facts, (draw, before) => drawBucket(editions, fold(before), draw));
  const byHand = facts.filter((fact) => fact.kind === 'draw-made' && fact.body.how === 'by-hand').length;
  if (given.has('json')) out.line(JSON.stringify({ file, proofs, byHand }, null, 2));
  else for (const line of [...proofs.flatMap(proofLines), ...summary(proofs, byHand)]) out.line(line);
  const holds = proofs.length > 0 && proofs.every((proof) => proof.problem === undefined && proof.draws.every((draw) => draw.ok));
  return holds ? 0 : 1;
}

function proofLines(proof: DrawProof): readonly string[] {
  const draws = proof.draws.map((draw) =>
    draw.ok
      ? `✓ fact ${draw.seq}  ${draw.label}  ${JSON.stringify(draw.drawn)}`
      : `✗ fact ${draw.seq}  ${draw.label}  has ${JSON.stringify(draw.drawn)}, the seed draws ${draw.expected === null ? 'nothing' : JSON.stringify(draw.expected)}`,
  );
  return [`${proof.meeting}:`, ...(proof.problem === undefined ? [] : [`✗ ${proof.problem}`]), ...draws];
}

function summary(proofs: readonly DrawProof[], byHand: number): readonly string[] {
  const draws = proofs.flatMap((proof) => proof.draws);
  const hand = byHand === 0 ? '' : `; ${byHand} draws by hand cannot be proved`;
  if (proofs.length === 0) return [`no seed was committed at any meeting${hand}`];
  return [`${draws.filter((draw) => draw.ok).length} of ${draws.length} draws from a seed are proved${hand}`];
}

async function factsOf(file: string): Promise<{ readonly facts: readonly AnyFact[]; readonly club: string | undefined }> {
  if (!file.endsWith('.json')) {
    const club = clubOfLog(file);
    const log = openSqliteLog(file, club, { readOnly: true });
    try {
      return { facts: await log.read(), club };
    } finally {
      await log.close();
    }
  }
  const facts = parsed(file);
  return { facts, club: facts.find((fact) => fact.club !== '')?.club };
}

/** Facts as `run --json` prints them, or a plain list of them. */
function parsed(file: string): readonly AnyFact[] {
  const read = json(file);
  const list: unknown = isMap(read) ? read['facts'] : read;
  if (!Array.isArray(list)) throw new UsageError(`${file}: expected a list of facts, or a map with facts`);
  for (const [index, fact] of list.entries()) {
    const ok =
      isMap(fact) && typeof fact['seq'] === 'number' && isMap(fact['body']) && (FACT_KINDS as readonly unknown[]).includes(fact['kind']);
    if (!ok) throw new UsageError(`${file}: entry ${index + 1} is not a fact with seq, kind and body`);
  }
  return list as readonly AnyFact[];
}

function json(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

function editionsOf(name: string | undefined, file: string): readonly Rulebook[] {
  if (name === undefined) throw new UsageError(`${file} names no club: say --rulebook`);
  const folder = findRulebook(name, process.cwd());
  if (folder === undefined) throw new UsageError(`there is no rulebook "${name}": say --rulebook PATH, as the bucket of a draw is in it`);
  const loaded = loadEditions(folder);
  if (!loaded.ok) throw new UsageError(loaded.problems.map(problemText).join('\n'));
  return loaded.value.map((each) => each.book);
}

/** Draws once by what is published alone, with neither log nor rulebook. */
function proveOne(files: readonly string[], given: Given, out: Output): number {
  if (files.length > 0) throw new UsageError('give a file, or --seed and what belongs to it, not both');
  const need = (name: string): string => given.text(name) ?? fail(name);
  const [seed, hash, label] = [need('seed'), need('hash').toLowerCase(), need('label')];
  const bucket: readonly Plain[] = need('bucket')
    .split(',')
    .map((each) => (/^-?\d+$/.test(each.trim()) ? Number(each) : each.trim()));
  const count = wholeNumber(given, 'count') ?? 1;
  if (count < 1 || count > bucket.length) throw new UsageError(`--count ${count}: the bucket holds ${bucket.length}`);
  const matches = seedHash(seed) === hash;
  const drawn = count > 1 ? drawSeveral(seed, label, bucket, count) : [drawFrom(seed, label, bucket)];
  const wanted = given.text('drawn');
  const same = wanted === undefined || wanted.replaceAll(' ', '') === drawn.join(',');
  if (given.has('json')) out.line(JSON.stringify({ committed: matches, drawn, same }, null, 2));
  else {
    out.line(
      matches ? '✓ the seed is the one that was committed' : `✗ the seed is not the one that was committed: its hash is ${seedHash(seed)}`,
    );
    out.line(`${same ? '✓' : '✗'} it draws ${drawn.join(', ')}${same ? '' : `, not ${wanted ?? ''}`} for ${label}`);
  }
  return matches && same ? 0 : 1;
}

function fail(name: string): never {
  throw new UsageError(`--seed needs --${name} beside it; see racetower help verify-draw`);
}
