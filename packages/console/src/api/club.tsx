import { type keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import {
  type AboutClub,
  type AboutMe,
  type ActingRole,
  type Answer,
  type Client,
  inWords,
  type Problem,
  questionOf,
  type Seen,
  type ViewFields,
  type ViewName,
} from '@racetower/server/client';
import { createContext, use, useCallback, useEffect, useState } from 'react';

/** What every desk stands on: the club, who is here, and in which role they act. */
export interface AtClub {
  readonly client: Client;
  readonly club: AboutClub;
  readonly me: AboutMe;
  readonly acting: ActingRole;
  readonly act: (role: string) => void;
  /** How calls of this person go on record: `race-director`, `race-director:Rae`. */
  readonly by: string;
  /** Whether the server can be reached. */
  readonly up: boolean;
  /** Whoever is here is signed in no more: asks them again. */
  readonly signedOut: () => void;
}

export const ClubContext = createContext<AtClub | undefined>(undefined);

export function useClub(): AtClub {
  const at = use(ClubContext);
  if (!at) throw new Error('a desk is shown without its club');
  return at;
}

/** A view as it is shown: its answer, or why there is none; neither while it was not heard of yet. */
export interface Shown<V extends ViewName> {
  readonly answer: Answer<V> | undefined;
  readonly problem: Problem | undefined;
  readonly pending: boolean;
  readonly seq: number;
}

export interface Following {
  /** Left out of the answer, where those of a whole season would be too much to carry. */
  readonly reasons?: false;
}

/** Follows a view: shown as it is now and whenever it changes. Without fields it is not asked. */
export function useView<V extends ViewName>(view: V, asked: ViewFields<V> | undefined, { reasons }: Following = {}): Shown<V> {
  const { client } = useClub();
  const fields = asked !== undefined && reasons === false ? { ...asked, because: 'no' } : asked;
  const words = useInWords();
  const question = fields === undefined ? undefined : questionOf(view, fields);
  const [last, setLast] = useState<{ readonly question: string; readonly seen: Seen<V> }>();
  useEffect(() => {
    if (question === undefined || fields === undefined) return undefined;
    return client.follow(view, fields, (seen) => setLast({ question, seen }));
    // The question says all that the fields do.
  }, [client, question]);
  const seen = last !== undefined && last.question === question ? last.seen : undefined;
  return {
    answer: seen?.ok === true ? seen.answer : undefined,
    problem: seen?.ok === false ? problemInWords(seen.problem, words) : undefined,
    pending: seen === undefined && question !== undefined,
    seq: seen?.seq ?? 0,
  };
}

/** What may be said with a question that is asked once. */
export interface Asking {
  /** As things stood after this fact. */
  readonly seq?: number;
  /** At an instant, or `now`. */
  readonly at?: string;
  /** Asked anew when this changes: the number of the fact that the screen shows. */
  readonly again?: number;
  /** What is shown until the answer comes, as the answer before. */
  readonly placeholderData?: typeof keepPreviousData;
}

/** Asks a view once, as for a moment that is over or for a reason that somebody opens. Without fields it is not asked. */
export function useAsk<V extends ViewName>(
  view: V,
  fields: ViewFields<V> | undefined,
  { placeholderData, ...asking }: Asking = {},
): UseQueryResult<Answer<V>> {
  const { client } = useClub();
  return useQuery({
    queryKey: [client.club, fields === undefined ? view : questionOf(view, fields), asking],
    queryFn: ({ signal }) => client.ask(view, fields as ViewFields<V>, { ...sentWith(asking), signal }),
    enabled: fields !== undefined,
    ...(placeholderData === undefined ? {} : { placeholderData }),
  });
}

const sentWith = ({ seq, at }: Asking): Omit<Asking, 'again'> => ({
  ...(seq === undefined ? {} : { seq }),
  ...(at === undefined ? {} : { at }),
});

/** Says races by their names in a sentence of the server: `mini-stock/heat-1 has no result` is `Mini Stock Heat 1 has no result`. */
export function useInWords(): (says: string) => string {
  const { classes } = useClub().club;
  return useCallback((says) => inWords(says, classes), [classes]);
}

/** A problem as people read it, its races by their names. */
export function problemInWords<P extends Problem | undefined>(problem: P, words: (says: string) => string): P {
  return (
    problem && {
      ...problem,
      detail: words(problem.detail),
      ...(problem.errors ? { errors: problem.errors.map((each) => ({ ...each, says: words(each.says) })) } : {}),
    }
  );
}

/** Names a race with its class: `Mini Stock Heat 1`. */
export function useRaceName(): (race: { readonly class: string; readonly name: string }) => string {
  const classOf = useClassName();
  return ({ class: id, name }) => `${classOf(id)} ${name}`;
}

/** Names a class as the club calls it; of joined classes each. */
export function useClassName(): (id: string) => string {
  const { classes } = useClub().club;
  return (id) =>
    id
      .split('+')
      .map((each) => classes.find((known) => known.id === each)?.name ?? each)
      .join(' + ');
}
