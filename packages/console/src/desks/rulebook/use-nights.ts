import type { NightRun } from '@racetower/rulebook/bench';
import type { ShelfFile } from '@racetower/server/client';
import { useRef, useState } from 'react';
import type { NightsRun, Texts } from './questions.ts';
import { Stopped, type Workshop } from './workshop.ts';

/** The nights as they came out under the edited text. */
export interface NightsState {
  readonly files: readonly ShelfFile[];
  readonly runs: ReadonlyMap<string, NightRun>;
  /** Left out until all were run. */
  readonly coverage: NightsRun['coverage'] | undefined;
  /** How many are run so far, while they are. */
  readonly running: { readonly done: number; readonly of: number } | undefined;
  /** The text was changed after they were run. */
  readonly isOld: boolean;
  readonly problem: string | undefined;
  readonly run: (paths?: readonly string[]) => void;
  readonly stop: () => void;
}

/** Runs the nights of the club against the text as it is edited. */
export function useNights(workshop: Workshop, files: readonly ShelfFile[], texts: Texts): NightsState {
  const [runs, setRuns] = useState<ReadonlyMap<string, NightRun>>(new Map());
  const [coverage, setCoverage] = useState<NightsRun['coverage']>();
  const [running, setRunning] = useState<NightsState['running']>();
  const [problem, setProblem] = useState<string>();
  const [ranOn, setRanOn] = useState<Texts>();
  const at = useRef(0);
  const nights = files.filter((each) => each.kind === 'night');
  const look = async (paths: readonly string[], told: (one: NightRun) => void, all: boolean, isMine: () => boolean): Promise<void> => {
    try {
      const came = await workshop.ask('nights', { paths }, told);
      if (all && isMine()) setCoverage(came.coverage);
    } catch (error) {
      if (isMine() && !(error instanceof Stopped)) setProblem(error instanceof Error ? error.message : String(error));
    }
    if (isMine()) setRunning(undefined);
  };
  const run = (only?: readonly string[]): void => {
    const paths = only ?? nights.map((each) => each.path);
    at.current += 1;
    const mine = at.current;
    setProblem(undefined);
    setRanOn(texts);
    setRunning({ done: 0, of: paths.length });
    if (!only) setRuns(new Map());
    const told = (one: NightRun): void => {
      if (mine !== at.current) return;
      setRuns((before) => new Map([...before, [one.path, one]]));
      setRunning((before) => before && { ...before, done: before.done + 1 });
    };
    void look(paths, told, !only, () => mine === at.current);
  };
  const stop = (): void => {
    at.current += 1;
    setRunning(undefined);
    workshop.stop();
  };
  return { files: nights, runs, coverage, running, isOld: ranOn !== undefined && ranOn !== texts, problem, run, stop };
}
