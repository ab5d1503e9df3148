import type { Benchmark } from './benchmark.ts';
import { appendFacts } from './append.ts';
import { fanOut } from './fan-out.ts';
import { foldFacts } from './fold.ts';
import { lineUpOfAClass } from './line-up.ts';
import { decodeP3 } from './p3.ts';
import { nightOfRaces } from './night.ts';
import { openAClub } from './open.ts';
import { passingToOrder, yellowToRestart } from './passing.ts';
import { callToRestart } from './restart.ts';
import { commandRoundTrip } from './round-trip.ts';
import { factInMidSeason } from './season.ts';
import { standingsOfAClass } from './standings.ts';

/** Every benchmark, as it is run by `npm run bench` and tried by the tests. */
export const BENCHMARKS: readonly Benchmark[] = [
  foldFacts,
  lineUpOfAClass,
  callToRestart,
  passingToOrder,
  yellowToRestart,
  nightOfRaces,
  appendFacts,
  decodeP3,
  standingsOfAClass,
  factInMidSeason,
  openAClub,
  fanOut,
  commandRoundTrip,
];
