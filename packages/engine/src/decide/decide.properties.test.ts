import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCommand, anyQuery, CARS } from '../testing/any-command.ts';
import { Desk, type Loose } from '../testing/desk.ts';
import { fullBook } from '../testing/full-book.ts';
import { fold } from '../state.ts';

const book = fullBook();

/** A night with cars in two classes, so that most commands find something to be about. */
function night(commands: readonly Loose[]): Desk {
  const desk = new Desk(book).inOrder(CARS, 'x').inOrder(CARS.slice(0, 2), 'y');
  for (const command of commands) if (desk.decide(command).ok) desk.give(command);
  return desk;
}
const nights = fc.array(anyCommand(book), { maxLength: 30 }).map(night);

test('no command makes the engine throw: it passes or is refused with a code and words', () => {
  fc.assert(
    fc.property(nights, anyCommand(book), (desk, command) => {
      const decision = desk.decide(command);
      if (!decision.ok) desk.refused(command);
    }),
    { numRuns: 300 },
  );
});

test('no question makes the engine throw, and every answer says why', () => {
  fc.assert(
    fc.property(nights, fc.array(anyQuery(book), { minLength: 10, maxLength: 20 }), (desk, queries) => {
      for (const query of queries) {
        const answer = desk.ask(query);
        if (answer.ok) expect(answer.answer).toMatchObject({ because: { says: expect.any(String) } });
      }
    }),
    { numRuns: 150 },
  );
});

test('a night folded in pieces is the night folded at once', () => {
  fc.assert(
    fc.property(nights, (desk) => {
      const again = fold([...desk.state.all]);
      expect([...again.meetings.keys()]).toEqual([...desk.state.meetings.keys()]);
      for (const view of ['findings', 'schedule', 'ledger']) {
        const query = view === 'findings' ? { view } : { view, meeting: desk.meeting };
        const whole = new Desk(book);
        whole.state = again;
        expect(JSON.stringify(whole.ask(query))).toBe(JSON.stringify(desk.ask(query)));
      }
    }),
    { numRuns: 60 },
  );
});
