import { consequencesOf } from '../control/consequences.ts';
import { raceRun } from '../control/race-run.ts';
import { carsOf } from '../entry/acts.ts';
import type { Fact, Passes } from '../fact.ts';
import type { Act, Consequence } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { refusal, refuse } from '../refusal.ts';
import { type Deciding, joinPasses, knownCars, notOfficial, overridden } from './deciding.ts';

interface At {
  readonly meeting: string;
  readonly race: string;
}

/** Consequences that move a car in the result of a race. */
const CHANGES_RESULT = new Set<Consequence['kind']>([
  'spots',
  'rear',
  'behind',
  'order',
  'off',
  'status',
  'places',
  'lose-time',
  'add-time',
  'end-race',
  'called-back',
  'alternate-starts',
]);

/** Cars taken out of a line-up before the green. */
export function scratchedCars(deciding: Deciding, at: At): readonly string[] {
  return (deciding.context.state.meetings.get(at.meeting)?.races.get(at.race)?.facts.of('car-scratched') ?? []).map(
    (fact) => fact.body.car,
  );
}

/**
 * What a call in a race must answer to after its own requirements: an official result stands (`result-official`), and an
 * alternate starts only for a starter that is out (`no-starter-out`, `starter-not-out`, `not-an-alternate`).
 */
export function afterwards(deciding: Deciding, rule: Act, place: Partial<At>, draft: Fact<'call-made'>, nth: number): Passes {
  const { meeting, race } = place;
  if (rule.sort !== 'call' || meeting === undefined || race === undefined) return {};
  const at = { meeting, race };
  const consequences = consequencesOf(deciding.context, { ...draft, at: deciding.command.at }, nth).map((each) => each.consequence);
  const changes = consequences.some((each) => CHANGES_RESULT.has(each.kind)) ? notOfficial(deciding, at) : {};
  const starts = consequences.find((each) => each.kind === 'alternate-starts');
  return joinPasses([changes, starts ? mayStart(deciding, rule, at, draft, starts.field) : {}]);
}

function mayStart(deciding: Deciding, rule: Act, at: At, draft: Fact<'call-made'>, field: string | undefined): Passes {
  const run = raceRun(deciding.context, at.meeting, at.race);
  const { clauses } = rule;
  const [car] = carsOf(draft);
  const inLine = lineUp(deciding.context, at.meeting, at.race).alternates.map((each) => each.car);
  if (car !== undefined && run.replaced[car] !== undefined)
    return refuse('alternate-started', `car ${car} started as alternate already`, { clauses, field: 'car' });
  const taken = new Set(Object.values(run.replaced));
  const out = [...run.out.map((each) => each.car), ...scratchedCars(deciding, at)];
  const free = out.filter((each) => !taken.has(each));
  const named = field === undefined ? undefined : draft.body.fields[field];
  const none =
    free.length === 0
      ? refusal('no-starter-out', `no starter of ${at.race} is out whose start an alternate could take`, {
          clauses,
          facts: run.out.map((each) => each.fact),
        })
      : undefined;
  const wrong =
    typeof named === 'string' && free.length > 0 && !free.includes(named)
      ? refusal('starter-not-out', `car ${named} is not out of ${at.race}${knownCars(free)}`, {
          clauses,
          ...(field === undefined ? {} : { field }),
        })
      : undefined;
  const stranger =
    car !== undefined && !inLine.includes(car)
      ? refusal('not-an-alternate', `car ${car} is no alternate of ${at.race}${knownCars(inLine)}`, { clauses, field: 'car' })
      : undefined;
  return joinPasses([none, wrong, stranger].flatMap((no) => (no ? [{ override: overridden(deciding, no) }] : [])));
}
