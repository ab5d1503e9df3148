import { expect, test } from 'vitest';
import { appendFacts } from './append.ts';
import { foldFacts } from './fold.ts';
import { lineUpOfAClass } from './line-up.ts';
import { decodeP3 } from './p3.ts';
import { nightOfRaces } from './night.ts';
import { passingToOrder, yellowToRestart } from './passing.ts';
import { callToRestart } from './restart.ts';
import { standingsOfAClass } from './standings.ts';

test.each([
  foldFacts,
  lineUpOfAClass,
  callToRestart,
  passingToOrder,
  yellowToRestart,
  nightOfRaces,
  appendFacts,
  decodeP3,
  standingsOfAClass,
])('the work of the benchmark $name can be done', (benchmark) => {
  const [smallest] = benchmark.cases();
  expect(() => smallest?.work()).not.toThrow();
  expect(() => smallest?.floor()).not.toThrow();
});
