import { isMap, rows, type WordMap as Map } from '@racetower/rulebook';
import { table } from './tables.ts';

type Money = (cents: unknown) => string;

/** A line to sign on. */
const LINE = '____________________';

/** The book, posting by posting: debit is where an amount was put, credit where it was taken from. */
export function ledgerTable(answer: Map, money: Money): readonly string[] {
  return [
    ...table(
      ['meeting', 'kind', 'debit', 'credit', 'amount', 'says'],
      rows(answer, 'postings').map((each) => [
        String(each['meeting'] ?? ''),
        String(each['kind']),
        String(each['debit']),
        String(each['credit']),
        money(each['cents']),
        String(each['says']),
      ]),
    ),
    ...rows(answer, 'unsettled').map((each) => `  unsettled: ${String(each['what'])}: ${String(each['says'])}`),
  ];
}

/** The purse, car by car, with who has it and what holds it. */
export function purseTable(answer: Map, money: Money): readonly string[] {
  const lines = rows(answer, 'lines');
  return [
    ...table(
      ['for', 'place', 'car', 'driver', 'amount', 'divided', 'held'],
      lines.map((line) => [
        `${String(line['race'] ?? line['class'])} ${String(line['block'])}`,
        Number(line['place']) > 0 ? Number(line['place']) : '',
        String(line['car']),
        String(line['driver']),
        money(line['cents']),
        rows(line, 'parts').length > 1
          ? rows(line, 'parts')
              .map((each) => `${String(each['person'])} ${money(each['cents'])}`)
              .join(', ')
          : '',
        rows(line, 'held')
          .map((each) => String(each['says']))
          .join('; '),
      ]),
    ),
    `total ${money(answer['totalCents'])}, ${money(answer['heldCents'])} of it held`,
  ];
}

/** The sheet at the window: a line for everybody, to sign for what they take. */
export function payoutSheet(answer: Map, money: Money): readonly string[] {
  return [
    ...table(
      ['person', 'for', 'car', 'place', 'due', 'paid', 'open', 'held', 'who may take it', 'signed'],
      rows(answer, 'rows').map((row) => [
        String(row['person']),
        String(row['for']),
        String(row['car'] ?? ''),
        Number(row['place'] ?? 0) > 0 ? Number(row['place']) : '',
        money(row['dueCents']),
        money(row['paidCents']),
        money(row['openCents']),
        [money(row['heldCents']), ...((row['held'] as readonly string[]) ?? [])].join(' '),
        ((row['collectors'] as readonly string[]) ?? []).join(', '),
        Number(row['openCents']) > 0 ? LINE : '',
      ]),
    ),
    `due ${money(answer['dueCents'])}, paid ${money(answer['paidCents'])}, open ${money(answer['openCents'])}, held ${money(answer['heldCents'])}`,
  ];
}

/** The sheet of the night, to print and sign. */
export function closeOutSheet(answer: Map, money: Money): readonly string[] {
  const sums = (side: string): readonly string[] =>
    Object.entries(isMap(answer[side]) ? answer[side] : {}).map(([what, cents]) => `  ${what.padEnd(24)} ${money(cents)}`);
  const counted = answer['countedCents'] !== undefined;
  const signed = (answer['signed'] as readonly string[]) ?? [];
  return [
    `Money of ${String(answer['meeting'])}`,
    `in ${money(answer['inCents'])}`,
    ...sums('in'),
    `out ${money(answer['outCents'])}`,
    ...sums('out'),
    `in the till, by the book   ${money(answer['expectedCents'])}`,
    ...(counted
      ? [
          `counted                    ${money(answer['countedCents'])}`,
          `difference                 ${money(answer['differenceCents'])}${answer['why'] === undefined ? '' : ` (${String(answer['why'])})`}`,
        ]
      : [`counted                    ${LINE}`]),
    ...(counted && answer['changedCents'] !== 0 ? [`changed since it was signed ${money(answer['changedCents'])}`] : []),
    `held: purse ${money(answer['purseHeldCents'])}, case fees ${money(answer['caseFeesHeldCents'])}; unpaid ${money(answer['unpaidCents'])}; still due ${money(answer['dueCents'])}`,
    '',
    ...table(
      ['person', 'in', 'out'],
      rows(answer, 'people').map((row) => [String(row['person']), money(row['inCents']), money(row['outCents'])]),
    ),
    '',
    ...(signed.length > 0 ? signed.map((who) => `signed: ${who}`) : [`signed: ${LINE}  ${LINE}`]),
  ];
}

/** A fund: what it holds, by where it came from and went. */
export function fundTable(answer: Map, money: Money): readonly string[] {
  const sources = Object.entries(isMap(answer['sources']) ? answer['sources'] : {});
  return [
    `${String(answer['says'])} holds ${money(answer['balanceCents'])}`,
    ...table(
      ['by', 'amount'],
      sources.map(([kind, cents]) => [kind, money(cents)]),
    ),
  ];
}
