import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNights, testNight } from '../packages/cli/src/commands/test.ts';
import { staleAnswers } from '../packages/cli/src/testing/kept-answers.ts';

const HOME = resolve(import.meta.dirname, '../rulebooks');
const CLUBS = readdirSync(HOME).filter((each) => existsSync(join(HOME, each, 'nights')));

/** So many nights of each club, spread over all of them. */
const NIGHTS = 10;
const ASKING = { seed: 11, every: 8, upset: 12, questions: 8 };

describe('answers that are kept while facts come in are what they would be anew', () => {
  test.each(CLUBS)('in nights of %s', (club) => {
    const files = findNights([join(HOME, club, 'nights')]);
    const step = Math.max(1, Math.floor(files.length / NIGHTS));
    const nights = files.filter((_, index) => index % step === 0).map((file) => testNight(file, new Map()).outcome);
    for (const [index, night] of nights.entries()) {
      if (!night) throw new Error(`${files[index]} cannot be run`);
      expect(staleAnswers(night.editions, [...night.state.all], { ...ASKING, seed: ASKING.seed + index })).toEqual([]);
    }
  });
});
