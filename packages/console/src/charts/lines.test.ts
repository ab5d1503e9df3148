import { expect, test } from 'vitest';
import { stepped } from './lines.ts';

const line = (id: string) => ({ id, label: id, name: `Car ${id}`, values: [1, 2, 3], says: ['1', '2', '3'] });
const at = { lines: [line('7'), line('11')], steps: ['0', '1', '2'].map((short) => ({ short, says: short })) };

test.each([
  {
    name: 'the first press of right stands on the last lap of the first line',
    key: 'ArrowRight',
    from: [undefined, undefined],
    to: ['7', 2],
  },
  { name: 'left goes a lap back', key: 'ArrowLeft', from: ['7', 2], to: ['7', 1] },
  { name: 'left stays on the grid', key: 'ArrowLeft', from: ['7', 0], to: ['7', 0] },
  { name: 'right stays on the last lap', key: 'ArrowRight', from: ['7', 2], to: ['7', 2] },
  { name: 'Home is the grid', key: 'Home', from: ['11', 2], to: ['11', 0] },
  { name: 'down is the next line at the same lap', key: 'ArrowDown', from: ['7', 1], to: ['11', 1] },
  { name: 'down stays on the last line', key: 'ArrowDown', from: ['11', 1], to: ['11', 1] },
  { name: 'up is the line before', key: 'ArrowUp', from: ['11', 1], to: ['7', 1] },
  { name: 'Escape leaves the line', key: 'Escape', from: ['11', 1], to: [undefined, undefined] },
] as const)('in a chart $name', ({ key, from, to }) => {
  const [chosen, step] = from;
  expect(stepped(key, { ...at, chosen, at: step })).toEqual({ chosen: to[0], at: to[1] });
});

test('other keys are not the chart’s, nor is Escape when nothing is chosen', () => {
  expect(stepped('y', { ...at, chosen: '7', at: 1 })).toBeUndefined();
  expect(stepped('Escape', { ...at, chosen: undefined, at: undefined })).toBeUndefined();
});
