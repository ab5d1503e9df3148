import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fold, initialState, type Rulebook, type State } from '@racetower/engine';
import { loadRulebook, problemText } from '@racetower/rulebook';
import { type CaseOutcome, type ConformanceSet, DataProblem, type Progress } from '../conformance-set.ts';
import { type Asked, compareMains, compareSessions, compareStandings } from './compare.ts';
import { readLeague, type Season } from './league.ts';
import { type SeasonFacts, seasonFacts } from './season-facts.ts';

/** A rental-kart league: sessions to points, mains filled by points, standings with rounds thrown out, by category. */
export const kartingCalspeed: ConformanceSet = {
  name: 'karting-calspeed',
  run(folder, progress) {
    const file = join(folder, 'cases.json');
    if (!existsSync(file)) throw new DataProblem(`${file} is not there`);
    const book = rulebook();
    return Object.entries(readLeague(file)).flatMap(([name, season]) => runSeason(book, name, season, progress));
  },
};

function rulebook(): Rulebook {
  const loaded = loadRulebook(join(import.meta.dirname, 'rulebook.yaml'));
  if (!loaded.ok) throw new Error(loaded.problems.map(problemText).join('\n'));
  return loaded.value.book;
}

function runSeason(book: Rulebook, name: string, season: Season, progress: Progress): readonly CaseOutcome[] {
  const log = seasonFacts(name, season);
  const states = statesBeforeMains(log);
  const asked: Asked = { book, season: name, state: fold(log.facts) };
  const rounds = season.rounds.flatMap((round) => {
    progress(`${name} round ${round.round}`);
    const before = states.get(round.round) ?? initialState;
    return [...compareSessions(asked, round), ...compareMains(asked, before, round)];
  });
  progress(`${name} standings`);
  return [...rounds, ...compareStandings(asked, season)];
}

/** The states at which the mains of each round were about to be lined up. */
function statesBeforeMains(log: SeasonFacts): ReadonlyMap<number, State> {
  const states = new Map<number, State>();
  let state = initialState;
  for (const [round, seq] of log.beforeMains) {
    state = fold(log.facts.slice(state.seq, seq), state);
    states.set(round, state);
  }
  return states;
}
