import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import styles from './table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand to the right. */
  readonly number?: boolean;
  /** The column that says whose row it is. */
  readonly names?: boolean;
  /** Left out where there is no room. */
  readonly wide?: boolean;
  /** The table can be put in order by it: what of a row counts; nothing goes last. */
  readonly order?: (row: Row) => string | number | undefined;
}

export interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Marks a row, as the one that is chosen. */
  readonly marked?: ((row: Row) => boolean) | undefined;
}

interface Sorted {
  readonly by: string;
  readonly down: boolean;
}

/** Rows in the order of a column; texts as people sort them, numbers in them by their size. */
function inOrder<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sorted: Sorted | undefined): readonly Row[] {
  const order = columns.find((column) => column.id === sorted?.by)?.order;
  if (!order || !sorted) return rows;
  const way = sorted.down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [order(a), order(b)];
    if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1;
    if (typeof one === 'number' && typeof other === 'number') return way * (one - other);
    return way * String(one).localeCompare(String(other), undefined, { numeric: true, sensitivity: 'base' });
  });
}

/** A table to be read, in another order by its headings where they allow it; on a narrow screen it scrolls by itself. */
export function Table<Row>({ caption, columns, rows, keyOf, marked }: TableProps<Row>) {
  const classOf = (column: Column<Row>): string => `${column.number ? styles['number'] : ''} ${column.wide ? styles['wideOnly'] : ''}`;
  const [sorted, setSorted] = useState<Sorted>();
  const sort = (id: string): void => setSorted((before) => ({ by: id, down: before?.by === id && !before.down }));
  return (
    <div className={styles['scroll']} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles['table']}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={classOf(column)}
                {...(sorted?.by === column.id ? { 'aria-sort': sorted.down ? ('descending' as const) : ('ascending' as const) } : {})}
              >
                {column.order === undefined ? (
                  column.head
                ) : (
                  <AriaButton className={styles['sort'] ?? ''} onPress={() => sort(column.id)}>
                    {column.head} <span aria-hidden="true">{sorted?.by !== column.id ? '↕' : sorted.down ? '↓' : '↑'}</span>
                  </AriaButton>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inOrder(rows, columns, sorted).map((row) => (
            <tr key={keyOf(row)} className={marked?.(row) ? styles['marked'] : ''}>
              {columns.map((column) =>
                column.names ? (
                  <th key={column.id} scope="row" className={classOf(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
