import { isPostgresUrl, LogError, shownUrl, type Verified } from '@racetower/log';
import { openPlace } from '../club/place.ts';
import { UsageError } from '../command-line.ts';
import type { Output } from '../output.ts';

/** `racetower verify LOG…`: 0 the chain of every log is whole, 1 one is not; a file that is no log throws. */
export async function verifyCommand(files: readonly string[], options: { readonly json?: boolean }, out: Output): Promise<number> {
  if (files.length === 0) throw new UsageError('say which log: racetower verify FILE.sqlite');
  const checked = await Promise.all(
    files.map(async (file) => ({ file: isPostgresUrl(file) ? shownUrl(file) : file, ...(await verified(file)) })),
  );
  if (options.json) out.line(JSON.stringify(checked.length === 1 ? checked[0] : checked, null, 2));
  else
    for (const each of checked)
      out.line(
        each.ok
          ? `${each.file}: ${each.facts} facts of ${each.club}, each chained to the one before; digest ${each.digest}`
          : `${each.file}: ${each.problem?.says ?? 'the log is not whole'} (${each.problem?.seq === undefined ? '' : `first at ${each.problem.seq}, `}${each.facts} facts before it are whole)`,
      );
  return checked.every((each) => each.ok) ? 0 : 1;
}

async function verified(file: string): Promise<Verified & { readonly club: string }> {
  const { club, log, close } = await openPlace(file);
  try {
    return { club, ...(await log.verify()) };
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== 'broken') throw error;
    return { club, ok: false, facts: 0, digest: '', problem: { seq: error.seq ?? 0, says: error.message } };
  } finally {
    await close();
  }
}
