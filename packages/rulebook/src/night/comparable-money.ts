import { by, column, rows, type Rows, sums } from './columns.ts';
import type { Map } from './night.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What nights compare of the views of money. */
export const MONEY_MAKERS: Readonly<Record<string, (answer: Map) => Fields>> = {
  balances: (a) => ({
    accounts: by(rows(a, 'accounts'), 'account', 'cents'),
    owes: by(rows(a, 'people'), 'person', 'owesCents'),
    fines: by(rows(a, 'people'), 'person', 'finesCents'),
    due: by(rows(a, 'people'), 'person', 'dueCents'),
    held: by(rows(a, 'people'), 'person', 'heldCents'),
  }),
  purse: (a) => {
    const lines = rows(a, 'lines');
    const held = lines.filter((line) => rows(line, 'held').length > 0);
    return {
      pays: sums(lines, 'car'),
      people: sums(
        lines.flatMap((line) => rows(line, 'parts')),
        'person',
      ),
      lines: Object.fromEntries([...new Set(column(lines, 'car'))].map((car) => [String(car), sums(ofCar(lines, car), 'block')])),
      held: [...new Set(column(held, 'car'))],
      'not-held': [...new Set(column(held, 'car'))],
      total: a['totalCents'],
    };
  },
  payout: (a) => ({
    due: sums(rows(a, 'rows'), 'person', 'dueCents'),
    paid: sums(rows(a, 'rows'), 'person', 'paidCents'),
    open: sums(rows(a, 'rows'), 'person', 'openCents'),
    held: sums(rows(a, 'rows'), 'person', 'heldCents'),
    collectors: by(rows(a, 'rows'), 'person', 'collectors'),
  }),
  'close-out': (a) => ({
    in: a['in'],
    out: a['out'],
    people: Object.fromEntries(rows(a, 'people').map((row) => [String(row['person']), Number(row['inCents']) - Number(row['outCents'])])),
    expected: a['expectedCents'],
    counted: a['countedCents'],
    difference: a['differenceCents'],
    changed: a['changedCents'],
    held: a['purseHeldCents'],
    'case-fees': a['caseFeesHeldCents'],
    unpaid: a['unpaidCents'],
    due: a['dueCents'],
    signed: a['signed'],
  }),
  fund: (a) => ({ balance: a['balanceCents'], sources: a['sources'] }),
  'fund-shares': (a) => ({
    amount: a['amountCents'],
    rest: a['remainderCents'],
    classes: by(rows(a, 'classes'), 'class', 'cents'),
    shares: sums(rows(a, 'shares'), 'person'),
    gifts: sums(rows(a, 'shares'), 'person', 'giftCents'),
    stays: a['staysCents'],
    booked: a['booked'] !== undefined,
  }),
  earnings: (a) => ({
    earned: by(rows(a, 'earners'), 'person', 'totalCents'),
    purse: by(rows(a, 'earners'), 'person', 'purseCents'),
    shares: by(rows(a, 'earners'), 'person', 'sharesCents'),
    held: by(rows(a, 'earners'), 'person', 'heldCents'),
    total: a['totalCents'],
  }),
};

function ofCar(lines: Rows, car: unknown): Rows {
  return lines.filter((line) => line['car'] === car);
}
