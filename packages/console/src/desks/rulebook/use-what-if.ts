import type { Progress, Scope, WhatIf } from '@racetower/rulebook/bench';
import type { ClubFacts, RulebookFiles } from '@racetower/server/client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useClub } from '../../api/club.tsx';
import type { Texts } from './questions.ts';
import { Stopped, type Workshop } from './workshop.ts';

export interface WhatIfState {
  readonly found: WhatIf | undefined;
  /** Private words of these kinds were left out of the log. */
  readonly left: ClubFacts['left'];
  readonly running:
    | { readonly of: 'log'; readonly come: number; readonly all: number }
    | ({ readonly of: 'work' } & { readonly progress: Progress })
    | undefined;
  /** The text was changed since. */
  readonly isOld: boolean;
  readonly problem: string | undefined;
  readonly start: (scope: Scope) => void;
  readonly stop: () => void;
  /** Where the reasons are asked. */
  readonly workshop: Workshop;
}

/** Works out a season by the rulebook as it stands and as it is edited, from the log as whoever asks may read it. */
export function useWhatIf(workshop: Workshop, shelf: RulebookFiles, texts: Texts): WhatIfState {
  const { client } = useClub();
  const queries = useQueryClient();
  const [found, setFound] = useState<{ readonly whatIf: WhatIf; readonly texts: Texts; readonly left: ClubFacts['left'] }>();
  const [running, setRunning] = useState<WhatIfState['running']>();
  const [problem, setProblem] = useState<string>();
  const at = useRef(0);
  const work = async (scope: Scope, isMine: () => boolean): Promise<void> => {
    const { seq } = await client.about();
    const log = await queries.fetchQuery({
      queryKey: [client.club, 'facts', seq],
      queryFn: ({ signal }) => client.rulebook.facts((come, all) => isMine() && setRunning({ of: 'log', come, all }), signal),
      staleTime: Number.POSITIVE_INFINITY,
    });
    const before: Texts = {
      texts: Object.fromEntries(shelf.files.map(({ path, text }) => [path, text])),
      editions: shelf.files.filter((each) => each.kind === 'edition').map((each) => each.path),
    };
    const whatIf = await workshop.ask(
      'what-if',
      { scope, before, facts: log.facts },
      (progress) => isMine() && setRunning({ of: 'work', progress }),
    );
    if (isMine()) setFound({ whatIf, texts, left: log.left });
  };
  const start = (scope: Scope): void => {
    at.current += 1;
    const mine = at.current;
    const isMine = (): boolean => mine === at.current;
    setProblem(undefined);
    setFound(undefined);
    setRunning({ of: 'log', come: 0, all: 0 });
    work(scope, isMine)
      .catch((error: unknown) => {
        if (isMine() && !(error instanceof Stopped)) setProblem(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        if (isMine()) setRunning(undefined);
      });
  };
  const stop = (): void => {
    at.current += 1;
    setRunning(undefined);
    workshop.stop();
  };
  return {
    found: found?.whatIf,
    left: found?.left ?? [],
    running,
    isOld: found !== undefined && found.texts !== texts,
    problem,
    start,
    stop,
    workshop,
  };
}
