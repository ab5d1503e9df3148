import fc from 'fast-check';
import { meetings } from '../context.ts';
import { expect, test } from 'vitest';
import { anyCommand, anyQuery, CARS } from '../testing/any-command.ts';
import { Desk, type Loose } from '../testing/desk.ts';
import { fullBook } from '../testing/full-book.ts';
import { citedClauses, type Because } from '../because.ts';
import type { AnyFact } from '../fact.ts';
import { dueTo } from '../money/accounts.ts';
import { dues } from '../money/dues.ts';
import { balancesOf, clubBook } from '../money/ledger.ts';
import { purse } from '../money/purse.ts';
import { fold } from '../state.ts';
import { shown } from '../testing/shown.ts';

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

test('a fact voided and restored is as if nothing had been', () => {
  fc.assert(
    fc.property(nights, fc.nat(), (desk, pick) => {
      const facts = [...desk.state.all].filter((fact) => !fact.kind.startsWith('fact-') && !desk.state.voided.has(fact.seq));
      const fact = facts[pick % facts.length]?.seq;
      const before = shown(desk);
      const at = '2026-05-02T12:30:00Z';
      const undone = (['fact-voided', 'fact-restored'] as const).map(
        (kind, index) =>
          ({ club: 'test', seq: desk.state.seq + index + 1, at, by: 'official', kind, body: { fact, why: 'test' } }) as AnyFact,
      );
      desk.state = fold(undone, desk.state);
      expect(shown(desk)).toBe(before);
    }),
    { numRuns: 60 },
  );
});

interface Answers {
  readonly slots?: readonly { readonly car: string }[];
  readonly rows?: readonly {
    readonly car: string;
    readonly lines?: readonly { readonly points: number; readonly because: Because }[];
    readonly total?: number;
  }[];
  readonly order?: readonly string[];
  readonly out?: readonly { readonly car: string }[];
  readonly races?: readonly { readonly race: string }[];
  readonly postings?: readonly { readonly cents: number }[];
  readonly balances?: Readonly<Record<string, number>>;
  readonly lines?: readonly { readonly cents: number; readonly because: Because }[];
  readonly totalCents?: number;
}
const answered = (desk: Desk, view: string, about: object = {}): Answers => {
  const answer = desk.ask({ view, meeting: desk.meeting, ...about });
  return answer.ok ? (answer.answer as Answers) : {};
};

test('each car once in every line-up, every restart and every result', () => {
  fc.assert(
    fc.property(nights, (desk) => {
      for (const { race } of answered(desk, 'schedule').races ?? []) {
        const run = answered(desk, 'race', { race });
        const lists = [
          answered(desk, 'line-up', { race }).slots?.map((slot) => slot.car),
          answered(desk, 'restart', { race }).slots?.map((slot) => slot.car),
          [...(run.order ?? []), ...(run.out ?? []).map((each) => each.car)],
          answered(desk, 'result', { race }).rows?.map((row) => row.car),
        ];
        for (const cars of lists) expect([...new Set(cars)]).toEqual(cars ?? []);
      }
    }),
    { numRuns: 150 },
  );
});

/** Every cent of the club is somewhere: in the till, with a fund or an account, owed or due. */
function accounted(desk: Desk): void {
  const { postings } = clubBook(desk.context);
  for (const posting of postings) expect(posting.cents).toBeGreaterThan(0);
  const balances = balancesOf(postings);
  expect(Object.values(balances).reduce((sum, cents) => sum + cents, 0)).toBe(0);
  // The fact that opened the meeting may have been voided: then there is none to pay a purse.
  const there = meetings(desk.context).some((each) => each.id === desk.meeting);
  for (const line of there ? purse(desk.context, desk.meeting) : []) {
    expect(line.parts.reduce((sum, each) => sum + each.cents, 0)).toBe(line.cents);
    expect(citedClauses(line.because)).not.toEqual([]);
  }
  const { lines, overpaid } = dues(desk.context);
  for (const line of lines) expect(line.paidCents).toBeLessThanOrEqual(line.cents);
  for (const person of new Set([...lines.map((line) => line.person), ...overpaid.keys()])) {
    const free = lines.filter((line) => line.person === person && line.held.length === 0);
    const open = free.reduce((sum, line) => sum + line.openCents, 0) - (overpaid.get(person) ?? 0);
    expect(0 - (balances[dueTo(person)] ?? 0)).toBe(open);
  }
}

test('every point has a reason that cites a clause; what was earned, owed and booked adds up', () => {
  fc.assert(
    fc.property(nights, (desk) => {
      for (const row of answered(desk, 'points', { class: 'x' }).rows ?? []) {
        expect(row.lines?.reduce((sum, line) => sum + line.points, 0)).toBe(row.total);
        for (const line of row.lines ?? []) expect(citedClauses(line.because)).not.toEqual([]);
      }
      const fees = answered(desk, 'fees');
      expect(fees.lines?.reduce((sum, line) => sum + line.cents, 0)).toBe(fees.totalCents);
      for (const line of fees.lines ?? []) expect(citedClauses(line.because)).not.toEqual([]);
      const balances = Object.values(answered(desk, 'ledger').balances ?? {});
      expect(balances.reduce((sum, cents) => sum + cents, 0)).toBe(0);
      expect(balances.every(Number.isSafeInteger)).toBe(true);
      accounted(desk);
    }),
    { numRuns: 150 },
  );
});

test('facts that have nothing to do with each other may come in any order', () => {
  const sign = (car: string, pill: number): Loose => ({ do: 'sign-in', class: 'x', driver: `driver ${car}`, car, pill });
  const independent: readonly Loose[] = [
    { do: 'record', name: 'sticker', car: '1', fields: { colour: 'red' } },
    { do: 'record', name: 'waiver', person: 'driver 2', fields: { signed: '2026-05-02' } },
    { do: 'pay', person: 'driver 3', cents: 2500, for: 'entry' },
    { do: 'register', person: 'driver 4', details: { born: '2015-04-01' } },
    { do: 'draw', draw: 'redraw', class: 'x', car: '5', result: 7 },
    { do: 'draw', draw: 'invert', class: 'x', result: 3 },
    { do: 'set-value', value: 'heat_laps', to: 12 },
    { do: 'finish', race: 'x/heat-1', order: ['1', '4', '5'] },
    { do: 'finish', race: 'x/heat-2', order: ['2', '3', '6'] },
    { do: 'sign-in', class: 'y', driver: 'driver 9', car: '9', pill: 1 },
  ];
  const seen = (order: readonly Loose[]): string => {
    const desk = new Desk(book);
    for (const car of CARS.slice(0, 6)) desk.give(sign(car, Number(car)));
    for (const command of order) desk.give({ ...command, at: '2026-05-02T12:05:00Z' });
    // Numbers of facts differ with the order; nothing else may.
    return shown(desk)
      .replaceAll(/"facts":\[[^\]]*\]/g, '')
      .replaceAll(/"fact":\d+/g, '')
      .replaceAll(/fact \d+/g, 'fact');
  };
  const one = seen(independent);
  fc.assert(
    fc.property(fc.shuffledSubarray([...independent], { minLength: independent.length }), (order) => {
      expect(seen(order)).toBe(one);
    }),
    { numRuns: 40 },
  );
});

test('ten thousand cars can sign in to a class and be lined up', () => {
  const desk = new Desk(book);
  const at = '2026-05-02T12:00:00Z';
  const facts = Array.from({ length: 10_000 }, (_, index) => {
    const body = { class: 'x', car: `${index + 1}`, driver: `driver ${index + 1}`, details: {} };
    return { club: 'test', seq: index + 2, at, by: 'official', kind: 'car-signed-in', meeting: desk.meeting, body } as unknown as AnyFact;
  });
  desk.state = fold(facts, desk.state);
  desk.give({ do: 'sign-in', class: 'x', driver: 'one more', car: 'last', pill: 1 });
  expect(answered(desk, 'line-up', { race: 'x/qualifying' }).slots).toHaveLength(10_001);
  expect(desk.order('x/heat-1')[0]).toBe('last');
});
