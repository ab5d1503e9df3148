import { describe, expect, test } from 'vitest';
import { COMMAND_SHAPES, type FieldType } from '../command-shapes.ts';
import { COMMAND_KINDS } from '../command.ts';
import { Desk, type Loose } from '../testing/desk.ts';
import { blankRulebook } from '../testing/rulebook.ts';

const desk = new Desk(blankRulebook());

/** A value that each type of field takes. */
const FITTING: Readonly<Record<FieldType, unknown>> = {
  text: 'x',
  date: '2026-05-02',
  instant: '2026-05-02T14:00:00Z',
  number: 1,
  cents: 100,
  plain: 1,
  cars: ['4'],
  texts: ['x'],
  map: { x: 1 },
  statuses: { 4: 'dnf' },
  numbers: { 4: 1 },
  fields: { x: 1 },
  microseconds: [8_300_000],
  boolean: true,
  'lap-times': { 4: 8_300_000 },
  choice: 'a choice of its own',
};

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

/** Values that no field of the type takes. */
const WRONG: Readonly<Record<FieldType, readonly unknown[]>> = {
  text: [7, true, null, ['x'], { x: 1 }],
  date: [7, null, ['2026-05-02']],
  instant: [7, null, '14:00', '2026-02-30T14:00:00Z', '2026-05-02T25:00:00Z'],
  number: ['7', null, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, [1], true],
  cents: ['$7', null, 99.5, Number.NaN, -(2 ** 60)],
  plain: [Number.NaN, Number.NEGATIVE_INFINITY, () => 1, Symbol('x'), 10n, cyclic, { x: [undefined] }],
  cars: ['4', [4], null, { 4: '4' }],
  texts: ['x', [1], null],
  map: ['x', ['x'], null, { x: Number.NaN }, { x: new Map() }],
  statuses: [['4'], { 4: 1 }, null],
  numbers: [{ 4: '1' }, { 4: 1.5 }, { 4: Number.NaN }, [1], null],
  fields: ['x', ['x'], null, cyclic, { x: Number.POSITIVE_INFINITY }],
  'lap-times': [{ 4: '8.3' }, { 4: 8.3 }, { 4: Number.NaN }, [8_300_000], null],
  microseconds: [8.3, ['8.3'], [Number.NaN], [1e300], null],
  boolean: ['yes', 1, null, [true]],
  choice: ['lap', 1, null],
};

const fitting = (kind: (typeof COMMAND_KINDS)[number]): Loose => ({
  race: 'x/heat',
  ...Object.fromEntries(
    Object.entries(COMMAND_SHAPES[kind].fields).map(([name, field]) => [name, field.choices?.[0] ?? FITTING[field.type]]),
  ),
  do: kind,
});
const fields = COMMAND_KINDS.flatMap((kind) =>
  Object.entries(COMMAND_SHAPES[kind].fields).map(([name, field]) => ({ kind, name, field, label: `${kind} ${name}` })),
);

describe.each(fields)('$label', ({ kind, name, field }) => {
  test('takes what fits, as far as its shape goes', () => {
    const decision = desk.decide(fitting(kind));
    const ofField = decision.ok || decision.refusal.field !== name ? '' : decision.refusal.code;
    expect(['wrong-type', 'field-missing']).not.toContain(ofField);
  });

  test('refuses what is of another type, by name', () => {
    for (const wrong of WRONG[field.type]) {
      const refusal = desk.refused({ ...fitting(kind), [name]: wrong });
      expect({ wrong: String(wrong), code: refusal.code, field: refusal.field }).toEqual({
        wrong: String(wrong),
        code: 'wrong-type',
        field: name,
      });
      expect(refusal.says.length).toBeLessThan(200);
    }
  });

  test('may be left out only where it says so', () => {
    const { [name]: _, ...rest } = fitting(kind);
    const decision = desk.decide(rest as Loose);
    const missing = !decision.ok && decision.refusal.code === 'field-missing' && decision.refusal.field === name;
    expect(missing || field.optional === true).toBe(true);
    if (field.optional !== true && field.type === 'text')
      expect(desk.refused({ ...rest, do: kind, [name]: '  ' })).toMatchObject({ code: 'field-missing', field: name });
  });

  test('cannot carry a name that every object has', () => {
    const value = { text: 'constructor', cars: ['__proto__'], texts: ['toString'], plain: ['valueOf'] }[field.type as string] ?? {
      constructor: FITTING[field.type],
    };
    if (name === 'why' || field.type === 'date' || field.type === 'instant') return;
    const { code } = desk.refused({ ...fitting(kind), [name]: value });
    expect(['reserved-name', 'wrong-type']).toContain(code);
  });
});

describe.each(COMMAND_KINDS)('%s', (kind) => {
  test('refuses a field that it does not have, naming the nearest', () => {
    expect(desk.refused({ ...fitting(kind), meetin: 'x' })).toMatchObject({
      code: 'unknown-field',
      field: 'meetin',
      says: expect.stringContaining('did you mean "meeting"'),
    });
    expect(desk.refused({ ...fitting(kind), constructor: 'x' })).toMatchObject({ code: 'unknown-field', field: 'constructor' });
  });

  test.each([
    { field: 'at', wrong: [undefined], code: 'field-missing' },
    { field: 'by', wrong: [undefined, '', ' '], code: 'field-missing' },
    { field: 'by', wrong: ['scorer:\uD800'], code: 'wrong-type' },
    { field: 'meeting', wrong: ['\uDC00'], code: 'wrong-type' },
    { field: 'at', wrong: [5, null], code: 'wrong-type' },
    {
      field: 'at',
      wrong: ['2026-05-02', 'now', '2026-05-02T14:00Z', '2026-02-30T14:00:00Z', '2026-05-02T14:00:00+02:00'],
      code: 'bad-time',
    },
    { field: 'by', wrong: [5, {}], code: 'wrong-type' },
    { field: 'meeting', wrong: [5, null], code: 'wrong-type' },
    { field: 'confirm', wrong: ['yes', 1], code: 'wrong-type' },
    { field: 'override', wrong: ['because', {}, { why: '' }, { why: 'x', clause: 5 }], code: 'wrong-type' },
  ])('refuses $field where it is none ($code)', ({ field, wrong, code }) => {
    for (const value of wrong) expect(desk.refused({ ...fitting(kind), [field]: value })).toMatchObject({ code, field });
  });
});

test.each([
  { name: 'a word near a command', command: { do: 'sign-inn' }, says: '"sign-in"' },
  { name: 'nothing to do', command: {}, says: 'no command' },
  { name: 'a number to do', command: { do: 5 }, says: '"5"' },
  { name: 'what every object has', command: { do: 'toString' }, says: '"toString"' },
])('refuses $name', ({ command, says }) => {
  const refusal = desk.refused(command as Loose);
  expect(refusal).toMatchObject({ code: 'unknown-command', field: 'do' });
  expect(refusal.says).toContain(says);
});
