import { because, type Because } from '../because.ts';
import { type Context, memo, meetingOf } from '../context.ts';
import { raceRun } from './race-run.ts';

/** The lap times of a car in a timed race that count, in microseconds. */
export interface RunTimes {
  readonly timesUs: readonly number[];
  readonly facts: readonly number[];
  /** Why laps were taken away. */
  readonly because: readonly Because[];
}

/** Collects the counted lap times of every car in a race; calls may have cost the best lap or all of them. */
export function runTimes(context: Context, meeting: string, race: string): ReadonlyMap<string, RunTimes> {
  return memo(context, `times ${meeting} ${race}`, () => {
    const runs = new Map<string, RunTimes>();
    for (const fact of meetingOf(context, meeting).facts.races.get(race)?.facts.of('times-recorded') ?? []) {
      runs.set(fact.body.car, { timesUs: fact.body.timesUs, facts: [fact.seq], because: [] });
    }
    for (const { consequence, clauses, car, fact } of raceRun(context, meeting, race).effects) {
      if (consequence.kind === 'lose-time' && car !== '')
        runs.set(
          car,
          without(
            runs.get(car),
            consequence.which,
            because(consequence.which === 'best' ? 'the fastest lap does not count' : 'no time', { clauses, facts: [fact] }),
          ),
        );
    }
    return runs;
  });
}

function without(run: RunTimes | undefined, which: 'best' | 'all', why: Because): RunTimes {
  const timesUs = run?.timesUs ?? [];
  const fastest = timesUs.indexOf(Math.min(...timesUs));
  return {
    timesUs: which === 'all' ? [] : timesUs.filter((_, index) => index !== fastest),
    facts: run?.facts ?? [],
    because: [...(run?.because ?? []), why],
  };
}
