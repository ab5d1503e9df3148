import { resolve } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { captured } from '../testing/captured.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { demoCommand } from './demo.ts';

test('the demo tells a day from sign-in to three explanations', () => {
  const out = captured();
  expect(demoCommand([], {}, out)).toBe(0);
  const told = out.text();
  expect(told).toContain('61 cars in 11 classes');
  for (const wanted of ['Rain. Red flag', 'strike', 'misses the scales', 'dq-scales', 'alternate: ', 'points jr-honda'])
    expect(told).toContain(wanted);
  expect(told.split('\n').filter((line) => line.startsWith('Why '))).toHaveLength(3);
  expect(told).toContain('KQMC-SCALE-3');
});

const SMALL = `day: A small night
rulebook: ${resolve(import.meta.dirname, '../../../../rulebooks/example-speedway')}
seed: 1
meeting: '2026-05-02'
kind: points
drivers: [Ava, Ben, Cal]
handlers: [Dee]
cars: { mini-stock: 17 }
papers: [{ do: record, name: inspection, car: $car, class: $class, passed: true }]
before-round: { a-main: [{ do: draw, draw: invert, class: $class, result: { any: [4, 6, 8] } }] }
show: [{ points: mini-stock }]
`;

test('the same seed tells the same day, another seed another day', () => {
  const file = resolve(temporaryFolder(), 'small.yaml');
  writeFileSync(file, SMALL);
  const tell = (seed: string): string => {
    const out = captured();
    expect({ code: demoCommand([file], { seed }, out), errors: out.errors() }).toEqual({ code: 0, errors: '' });
    return out.text();
  };
  expect(tell('7')).toBe(tell('7'));
  expect(tell('8')).not.toBe(tell('7'));
});

test.each([
  { name: 'a day that is not there', file: 'no-such-day.yaml', says: 'no-such-day.yaml' },
  { name: 'a word that a day does not have', text: 'day: x\nrulebok: y\n', says: 'rulebok' },
  {
    name: 'a rulebook that is not there',
    text: "day: x\nrulebook: no-such-club\nseed: 1\nmeeting: '2026-05-02'\ndrivers: [A]\nhandlers: [B]\ncars: {}\n",
    says: 'no-such-club',
  },
])('$name is named', ({ file, text, says }) => {
  const path = resolve(temporaryFolder(), file ?? 'day.yaml');
  if (text !== undefined) writeFileSync(path, text);
  const out = captured();
  expect(demoCommand([path], {}, out)).toBe(2);
  expect(out.errors()).toContain(says);
});

test('a seed is a whole number', () => {
  const out = captured();
  expect(demoCommand([], { seed: 'x' }, out)).toBe(2);
  expect(out.errors()).toContain('--seed');
});
