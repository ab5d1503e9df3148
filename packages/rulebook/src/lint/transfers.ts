import { type MainLadder, type Round, scopeFor, type Stage, whole } from '@racetower/engine';
import type { LoadedRulebook } from '../read-rulebook.ts';
import { type Check, finding, type Finding } from './finding.ts';
import { type Probe, probes, unlessRefused } from './probe.ts';

/** Mains fill up as planned: what is placed straight and what comes up fits into the main above. */
export const ladderSums: Check = (rulebook) => {
  const ladders = rulebook.book.rounds.flatMap((round) => (round.ladder ? [{ round, ladder: round.ladder }] : []));
  return firstOfEach(rulebook, ladders.length === 0 ? [] : probes(rulebook.book), (probe) =>
    ladders.flatMap(({ round, ladder }) =>
      (unlessRefused(() => sumsOf(probe, round, ladder)) ?? []).map((says) =>
        finding(rulebook, ['rounds', round.id, 'ladder'], { check: 'ladder-sums', says, clauses: ladder.clauses }),
      ),
    ),
  );
};

function sumsOf(probe: Probe, round: Round, ladder: MainLadder): readonly string[] {
  const where = { meeting: probe.meeting, class: probe.class, round: round.id };
  const count = (expr: MainLadder['up'], letter: string): number =>
    whole(scopeFor(probe.context, where, { letter: () => letter }), expr).value;
  const all = count(ladder.allInUpTo, 'a');
  if (probe.cars <= all) return [];
  const sums = [
    { main: 'A', direct: count(ladder.direct, 'a'), up: count(ladder.up, 'a'), holds: all, held: 'all are in it up to' },
    { main: 'B', direct: count(ladder.directLower, 'b'), up: count(ladder.up, 'b'), holds: count(ladder.capacity, 'b'), held: 'it holds' },
  ];
  return sums.flatMap(({ main, direct, up, holds, held }) => [
    ...(direct + up > holds ? [`${direct} cars are placed straight in the ${main} main and ${up} come up, but ${held} ${holds}`] : []),
    ...(direct < 1 ? [`${direct} cars are placed straight in the ${main} main: it needs one at least`] : []),
    ...(up < 0 ? [`${up} cars come up into the ${main} main`] : []),
    ...(up > count(ladder.capacity, 'z') ? [`${up} cars come up into the ${main} main, more than start the main below it`] : []),
  ]);
}

/** A stage that takes as many cars of each race as it can have leaves nobody for those after it. */
export const transferSums: Check = (rulebook) => {
  const taking = rulebook.book.rounds.flatMap((round) => round.lineup.map((stage, index) => ({ round, stage, index })));
  return firstOfEach(rulebook, probes(rulebook.book), (probe) =>
    taking.flatMap(({ round, stage, index }) => {
      const says = unlessRefused(() => takesAll(rulebook, probe, round, stage));
      return says === undefined
        ? []
        : [finding(rulebook, ['rounds', round.id, 'lineup', index], { check: 'transfer-sums', says, clauses: stage.clauses })];
    }),
  );
};

function takesAll({ book }: LoadedRulebook, probe: Probe, round: Round, stage: Stage): string | undefined {
  const { select } = stage;
  if (select.kind !== 'from' || !select.first || select.each !== 'race' || select.after) return undefined;
  const source = book.rounds.find((each) => each.id === select.round);
  if (!source?.split?.max) return undefined;
  const scope = scopeFor(probe.context, { meeting: probe.meeting, class: probe.class, round: round.id });
  const first = whole(scope, select.first).value;
  const max = whole(scope, source.split.max).value;
  return first > max ? `the first ${first} of each race of ${source.id} go on, but a race of it has ${max} cars at most` : undefined;
}

/** Each thing is said once, with the class and the size for which it was found first. */
function firstOfEach(rulebook: LoadedRulebook, all: Iterable<Probe>, look: (probe: Probe) => readonly Finding[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const probe of all)
    for (const each of look(probe)) {
      const key = `${each.line} ${each.says}`;
      if (!found.has(key))
        found.set(key, {
          ...each,
          says: `${each.says} (${className(rulebook, probe.class)}, ${probe.cars} car${probe.cars === 1 ? '' : 's'})`,
        });
    }
  return [...found.values()];
}

function className({ book }: LoadedRulebook, id: string): string {
  return book.classes.find((each) => each.id === id)?.name ?? id;
}
