import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { type AboutMachine, type Client, type PeopleListed, type Problem, ProblemError } from '@racetower/server/client';
import { useMemo, useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { atItsField } from '../../design/missing.ts';
import { notify } from '../../design/toast.tsx';

/** Asked again so often, as others change it too. */
const AGAIN_MS = 15_000;

export function usePeople(): UseQueryResult<PeopleListed> {
  const { client } = useClub();
  return useQuery({
    queryKey: [client.club, 'office', 'people'],
    queryFn: ({ signal }) => client.office.people(signal),
    refetchInterval: AGAIN_MS,
  });
}

export function useMachine(): UseQueryResult<AboutMachine> {
  const { client } = useClub();
  return useQuery({
    queryKey: [client.club, 'office', 'machine'],
    queryFn: ({ signal }) => client.office.machine(signal),
    refetchInterval: AGAIN_MS,
  });
}

/** Something that is done once: on its way, and what came of it. */
export interface Doing {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly forget: () => void;
  /** Shows a problem that was found before anything was sent. */
  readonly refuse: (problem: Problem) => void;
  /** Does it, unless it is being done already. @returns what it came to; nothing when it was refused */
  readonly run: <T>(work: (client: Client) => Promise<T>, says?: string) => Promise<T | undefined>;
}

/** Does things that are no facts: a refusal goes to the form, what is shown of the office is asked anew. */
export function useDoing(told: 'form' | 'toast' = 'form'): Doing {
  const { client } = useClub();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  return {
    busy,
    problem,
    forget: () => setProblem(undefined),
    refuse: setProblem,
    run: async (work, says) => {
      if (busy) return undefined;
      setBusy(true);
      try {
        const came = await work(client);
        setProblem(undefined);
        if (says !== undefined) notify('good', says);
        await queries.invalidateQueries({ queryKey: [client.club, 'office'] });
        return came;
      } catch (error) {
        if (error instanceof ProblemError && told === 'form') setProblem(error.problem);
        else notify('bad', error instanceof ProblemError ? error.problem.detail : String(error instanceof Error ? error.message : error));
        return undefined;
      } finally {
        setBusy(false);
      }
    },
  };
}

/**
 * A problem of a form at the field that it is about, the same as long as the problem is.
 * @param otherwise the field of what names none
 */
export function useAtField(problem: Problem | undefined, fields: readonly string[], otherwise?: string): Problem | undefined {
  return useMemo(() => {
    if (!problem) return undefined;
    const field = problem.field === undefined || problem.field === '' ? otherwise : problem.field;
    return atItsField({ ...problem, ...(field === undefined ? {} : { field }) }, fields);
    // The fields of a form do not change.
  }, [problem]);
}
