import { type Client, ProblemError, type RosterLine, type SentCommand, UnreachableError } from '@racetower/server/client';

/** What a line came to: on record, refused, or not given because somebody stopped. */
export interface Came {
  readonly line: number;
  readonly person: string;
  readonly is: 'done' | 'refused' | 'left';
  readonly says?: string;
}

export interface Running {
  readonly give: Client['give'];
  readonly by: string;
  /** Makes the keys of this import: the same command of a line is on record once, however often it is sent. */
  readonly key: string;
  /** Told after each line, and when the network is away or back. */
  readonly tell: (came: readonly Came[], away: boolean) => void;
  readonly stopped: () => boolean;
  /** Waits before it is tried again while the network is away. */
  readonly wait: () => Promise<void>;
}

/** Puts lines on record one after the other. While the network is away it waits and goes on where it was. */
export async function runRoster(lines: readonly RosterLine[], running: Running): Promise<readonly Came[]> {
  const came: Came[] = [];
  for (const line of lines) {
    came.push(running.stopped() ? { line: line.line, person: line.person, is: 'left' } : await runLine(line, running, came));
    running.tell(came, false);
  }
  return came;
}

async function runLine(line: RosterLine, running: Running, came: readonly Came[]): Promise<Came> {
  const about = { line: line.line, person: line.person };
  for (const [at, command] of line.commands.entries())
    for (let sent = false; !sent;) {
      if (running.stopped()) return { ...about, is: 'left' };
      try {
        await running.give({ ...command, by: running.by } as unknown as SentCommand, { key: `${running.key}-${line.line}-${at}` });
        sent = true;
      } catch (error) {
        if (error instanceof ProblemError && error.problem.status !== 503) return { ...about, is: 'refused', says: error.problem.detail };
        if (!(error instanceof UnreachableError) && !(error instanceof ProblemError)) throw error;
        running.tell(came, true);
        await running.wait();
      }
    }
  return { ...about, is: 'done' };
}
