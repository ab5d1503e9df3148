import { useQuery } from '@tanstack/react-query';
import { type Previewed, type Problem, ProblemError, type SentCommand } from '@racetower/server/client';
import { problemInWords, useClub, useInWords } from './club.tsx';
import type { Unsigned } from './giving.tsx';

/** What a call would change, or why it would be refused. */
export interface WouldBe {
  readonly pending: boolean;
  readonly preview: Previewed | undefined;
  readonly problem: Problem | undefined;
}

/**
 * Asks what a call would change before it is made. Without a command nothing is asked.
 *
 * @param seq the number of the fact that the screen shows; the preview is made anew when it changes
 */
export function usePreview(command: Unsigned | undefined, seq: number): WouldBe {
  const { client, by } = useClub();
  const words = useInWords();
  const asked = useQuery({
    queryKey: [client.club, 'preview', by, command, seq],
    queryFn: ({ signal }) => client.preview({ ...command, by } as SentCommand, { signal }),
    enabled: command !== undefined,
    retry: false,
  });
  return {
    pending: command !== undefined && asked.isPending,
    preview: asked.data,
    problem: asked.error instanceof ProblemError ? problemInWords(asked.error.problem, words) : undefined,
  };
}
