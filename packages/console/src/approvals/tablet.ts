import { useQuery, useQueryClient } from '@tanstack/react-query';
import { tabletHere, type TabletDo, type TabletHere, workAtTablet } from '@racetower/server/client';

const LOOKED_AT_MS = 30_000;

export interface AtTablet {
  /** Nothing where this browser is no enrolled tablet. */
  readonly tablet: TabletHere | undefined;
  /** @throws ProblemError, as `wrong-pin` */
  readonly act: (act: TabletDo) => Promise<void>;
}

/** The tablet that this browser is; looked at again and again, because it locks by itself. */
export function useTablet(club: string): AtTablet {
  const queries = useQueryClient();
  const asked = useQuery({
    queryKey: ['tablet'],
    queryFn: async ({ signal }) => (await tabletHere(signal)) ?? null,
    refetchInterval: (query) => (query.state.data ? LOOKED_AT_MS : false),
  });
  const tablet = asked.data?.club === club ? asked.data : undefined;
  return {
    tablet,
    act: async (act) => {
      queries.setQueryData(['tablet'], await workAtTablet(act));
      await queries.invalidateQueries({ queryKey: [club, 'me'] });
    },
  };
}
