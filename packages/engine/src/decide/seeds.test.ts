import { expect, test } from 'vitest';
import type { DrawRule } from '../language.ts';
import type { SeedDrawing } from '../seed-drawing.ts';
import { fold } from '../state.ts';
import { Desk, type Loose } from '../testing/desk.ts';
import { blankRulebook, literal, raceClass } from '../testing/rulebook.ts';
import { decide } from '../decide.ts';

const HASH = 'a'.repeat(64);
/** A hashing that can be read: only the right seed has the hash, and the bucket is drawn from its end. */
const drawing: SeedDrawing = {
  hash: (seed) => (seed === 'right' ? HASH : 'b'.repeat(64)),
  draw: (_seed, _about, bucket, count) => bucket.slice(-count).toReversed(),
};

const draw = (id: string, parts: Partial<DrawRule>): [string, DrawRule] => [
  id,
  { id, of: 'entry', says: `the ${id}`, by: [], clauses: [`T-${id}`], ...parts },
];
const book = blankRulebook({
  classes: [raceClass('x')],
  draws: new Map([
    draw('pill', { low: literal(1), high: literal(3) }),
    draw('open', { low: literal(1) }),
    draw('tech', { of: 'meeting', low: literal(1), high: literal(9), count: literal(2) }),
    draw('five', { of: 'meeting', low: literal(1), high: literal(2), count: literal(5) }),
    draw('invert', { of: 'class', low: literal(0), high: literal(4) }),
  ]),
});

/** A desk that can draw from seeds. */
class SeedDesk extends Desk {
  override decide(command: Loose) {
    return decide([this.book], this.state, this.filled(command), drawing);
  }
}
const commit = { do: 'commit-seed', hash: HASH };
const drawPill = (car: string, parts: object = {}) => ({ do: 'draw', draw: 'pill', class: 'x', car, seed: 'right', ...parts });
const committed = (): SeedDesk => {
  const desk = new SeedDesk(book);
  desk.give(commit);
  desk.signIn(['4', '7', '12', '21']);
  return desk;
};
const drawn = (desk: SeedDesk, command: Loose): unknown => desk.give(command)[0]?.body;

test('each car draws what is left in the bucket, and the fact says that the seed drew it', () => {
  const desk = committed();
  expect(['4', '7', '12'].map((car) => drawn(desk, drawPill(car)))).toMatchObject([
    { result: 3, how: 'from-seed' },
    { result: 2, how: 'from-seed' },
    { result: 1, how: 'from-seed' },
  ]);
  expect(desk.refused(drawPill('21'))).toMatchObject({ code: 'bucket-empty', clauses: ['T-pill'] });
});
test('the seed itself stands in no fact before it is revealed', () => {
  const desk = committed();
  desk.give(drawPill('4'));
  expect(JSON.stringify([...desk.state.all])).not.toContain('right');
  desk.give({ do: 'reveal-seed', seed: 'right' });
  expect([...desk.state.all].at(-1)).toMatchObject({ kind: 'seed-revealed', body: { seed: 'right' } });
});
test('several are drawn at once, and one of a class is no list', () => {
  const desk = committed();
  expect(drawn(desk, { do: 'draw', draw: 'tech', seed: 'right' })).toMatchObject({ result: [9, 8] });
  expect(drawn(desk, { do: 'draw', draw: 'invert', class: 'x', seed: 'right' })).toMatchObject({ result: 4 });
});
test('a result beside the seed must be what the seed draws', () => {
  const desk = committed();
  expect(desk.refused(drawPill('4', { result: 1 }))).toMatchObject({ code: 'not-drawn', field: 'result' });
  expect(drawn(desk, drawPill('4', { result: 3 }))).toMatchObject({ result: 3 });
});

test.each([
  { name: 'a draw by another seed', command: drawPill('4', { seed: 'wrong' }), code: 'wrong-seed' },
  { name: 'a draw by an empty seed', command: drawPill('4', { seed: 'x' }), code: 'wrong-seed' },
  { name: 'another seed revealed', command: { do: 'reveal-seed', seed: 'wrong' }, code: 'wrong-seed' },
  { name: 'a second commitment', command: commit, code: 'seed-committed' },
  { name: 'a draw without an upper end', command: { do: 'draw', draw: 'open', class: 'x', car: '4', seed: 'right' }, code: 'no-bucket' },
  { name: 'more draws than pills', command: { do: 'draw', draw: 'five', seed: 'right' }, code: 'bucket-empty' },
])('refused: $name', ({ command, code }) => {
  expect(committed().refused(command).code).toBe(code);
});
test('refused: a draw and a reveal before a seed is committed', () => {
  const desk = new SeedDesk(book).signIn(['4']);
  expect([desk.refused(drawPill('4')).code, desk.refused({ do: 'reveal-seed', seed: 'right' }).code]).toEqual(['no-seed', 'no-seed']);
});
test('refused: a seed committed once a car is signed in', () => {
  const desk = new SeedDesk(book).signIn(['4']);
  expect(desk.refused(commit)).toMatchObject({ code: 'sign-in-open', field: 'hash', facts: [2] });
});
test('refused: what is no hash', () => {
  expect(new SeedDesk(book).refused({ do: 'commit-seed', hash: 'right' }).code).toBe('bad-hash');
});
test('refused: a draw once the seed is public, and revealing it twice', () => {
  const desk = committed();
  desk.give({ do: 'reveal-seed', seed: 'right' });
  expect([desk.refused(drawPill('4')).code, desk.refused({ do: 'reveal-seed', seed: 'right' }).code]).toEqual([
    'seed-revealed',
    'seed-revealed',
  ]);
});
test('refused: a seed where nobody set up the drawing', () => {
  const desk = new Desk(book);
  desk.state = fold([...committed().state.all]);
  expect(desk.refused(drawPill('4')).code).toBe('no-drawing');
});
