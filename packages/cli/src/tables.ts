import { Temporal } from 'temporal-polyfill';
import type { LineUp, MeetingPoints, Result, StandingsRow } from '@racetower/engine';
import { paint } from './output.ts';

/** Lays rows out in columns; numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => String(row[index] ?? '').length)));
  const isNumber = head.map((_, index) => rows.length > 0 && rows.every((row) => typeof row[index] === 'number' || row[index] === ''));
  const cells = (row: readonly (string | number)[]): string =>
    row
      .map((cell, index) =>
        isNumber[index] === true ? String(cell).padStart(widths[index] ?? 0) : String(cell).padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [paint('dim', cells(head)), ...rows.map(cells)];
}

/** A line-up as it stands on the track: rows of two, pole first. */
export function lineUpTable(lineUp: LineUp): readonly string[] {
  const rows = [...new Set(lineUp.slots.map((slot) => slot.row))];
  const shown = (row: number, side: string): string => {
    const slot = lineUp.slots.find((each) => each.row === row && each.side === side);
    return slot ? `${slot.car} ${slot.driver}` : '';
  };
  const waits = lineUp.waitsFor.map((each) => `  waits: ${each}`);
  const alternates = lineUp.alternates.map((each) => `  alternate: ${each.car} ${each.driver}`);
  return [
    ...table(
      ['row', 'inside', 'outside'],
      rows.map((row) => [row, shown(row, 'inside'), shown(row, 'outside')]),
    ),
    ...alternates,
    ...waits,
  ];
}

export function resultTable(result: Result): readonly string[] {
  const rows = result.rows.map((row) => [
    row.place > 0 ? row.place : '',
    row.car,
    row.driver,
    row.laps ?? '',
    row.status === 'finished' ? '' : row.status,
  ]);
  return [...table(['place', 'car', 'driver', 'laps', ''], rows), `  ${result.standing}`];
}

export function pointsTable(points: readonly MeetingPoints[]): readonly string[] {
  const blocks = [...new Set(points.flatMap((row) => row.lines.map((line) => line.block)))];
  const sum = (row: MeetingPoints, block: string): number =>
    row.lines.filter((line) => line.block === block).reduce((total, line) => total + line.points, 0);
  const ordered = points.toSorted((a, b) => b.total - a.total);
  return table(
    ['car', 'driver', ...blocks, 'total'],
    ordered.map((row) => [row.car, row.driver, ...blocks.map((block) => sum(row, block)), row.total]),
  );
}

/** A line of the register of discipline. */
export interface Laid {
  readonly at: string;
  readonly person: string;
  readonly team?: readonly string[];
  readonly says: string;
  readonly clauses: readonly string[];
  readonly case?: string;
}

/** The register: when, who, what, by which clause. */
export function registerTable(record: readonly Laid[], zone: string): readonly string[] {
  const day = (at: string): string => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
  return table(
    ['date', 'who', 'what', 'case', 'by'],
    record.map((each) => [
      day(each.at),
      each.team === undefined ? each.person : `${each.person} and team`,
      each.says,
      each.case ?? '',
      each.clauses.join(', '),
    ]),
  );
}

export function standingsTable(rows: readonly StandingsRow[]): readonly string[] {
  return table(
    ['place', 'car', 'driver', 'gross', 'thrown out', 'total', ''],
    rows.map((row) => [
      row.place,
      row.cars.join(' '),
      row.driver,
      row.gross,
      row.dropped.map((each) => each.points).join(' '),
      row.total,
      row.tied ? 'tied' : row.eligible ? '' : 'not eligible',
    ]),
  );
}
