import { describe, expect, test } from 'vitest';
import type { Rulebook } from '../language.ts';
import { blankRulebook } from '../testing/rulebook.ts';
import { pointsText } from './point-parts.ts';

const book = (pointParts: number): Rulebook => blankRulebook({ pointParts });

describe('points as people read them', () => {
  test.each([
    { unit: 1, parts: 25, text: '25' },
    { unit: 2, parts: 51, text: '25.5' },
    { unit: 2, parts: -15, text: '-7.5' },
    { unit: 3, parts: 4, text: '1.33' },
    { unit: 3, parts: 5, text: '1.67' },
    { unit: 420, parts: 60, text: '0.14' },
    { unit: 420, parts: 630, text: '1.5' },
    { unit: 8, parts: 1, text: '0.125' },
    { unit: 100, parts: 1205, text: '12.05' },
    { unit: 420, parts: 0, text: '0' },
  ])('$parts parts of $unit are $text', ({ unit, parts, text }) => {
    expect(pointsText(book(unit), parts)).toBe(text);
  });
});
