import { because, type Because } from '../because.ts';
import { type Context, memo, meetingOf } from '../context.ts';
import { classOfRace } from '../entry/entries.ts';
import type { Consequence } from '../language.ts';
import { scopeFor, whole } from '../scope.ts';
import { actNames } from './consequences.ts';
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
      if (consequence.kind === 'add-time' && car !== '')
        runs.set(car, longer(context, { meeting, race, car }, runs.get(car), { consequence, clauses, fact }));
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

/** Adds time to one run of a car, or to each, as seconds for a cone. */
function longer(
  context: Context,
  at: { readonly meeting: string; readonly race: string; readonly car: string },
  run: RunTimes | undefined,
  about: {
    readonly consequence: Extract<Consequence, { readonly kind: 'add-time' }>;
    readonly clauses: readonly string[];
    readonly fact: number;
  },
): RunTimes {
  const { consequence, clauses, fact } = about;
  const call = meetingOf(context, at.meeting)
    .facts.races.get(at.race)
    ?.facts.of('call-made')
    .find((each) => each.seq === fact);
  const scope = scopeFor(context, { ...at, class: classOfRace(at.race) }, call ? actNames(call, 1) : {});
  const added = whole(scope, consequence.ms);
  const which = consequence.run ? whole(scope, consequence.run).value : undefined;
  const why = because(`${added.value / 1000} s are added${which === undefined ? '' : ` to run ${which}`}`, {
    clauses,
    facts: [fact],
    from: [added.because],
  });
  return {
    timesUs: (run?.timesUs ?? []).map((timeUs, index) =>
      which === undefined || which === index + 1 ? timeUs + added.value * 1000 : timeUs,
    ),
    facts: run?.facts ?? [],
    because: [...(run?.because ?? []), why],
  };
}
