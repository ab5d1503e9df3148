import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { copyLog, type FactLog, LogError, openSqliteLog, type Tail } from '@racetower/log';

/** A copy of a log in a file of its own, proved, to be sent away. */
export interface ProvedCopy {
  readonly end: Tail;
  /** The file; it is gone once it was read, or nobody reads on. */
  readonly stream: ReadableStream<Uint8Array>;
}

/**
 * Copies a log while it is in use and walks the chain of the copy: both have the same digest.
 * @throws LogError when the copy is not what was copied
 */
export async function provedCopy(log: FactLog): Promise<ProvedCopy> {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-copy-'));
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  const file = join(folder, `${log.club}.sqlite`);
  try {
    const copy = openSqliteLog(file, log.club);
    let end: Tail;
    try {
      end = await copyLog(log, copy);
      const proof = await copy.verify();
      if (!proof.ok || proof.digest !== end.hash)
        throw new LogError('chain', proof.problem?.says ?? 'the copy has another digest than the log');
    } finally {
      await copy.close();
    }
    const reading = createReadStream(file);
    reading.once('close', clear);
    return { end, stream: Readable.toWeb(reading) as ReadableStream<Uint8Array> };
  } catch (error) {
    clear();
    throw error;
  }
}
