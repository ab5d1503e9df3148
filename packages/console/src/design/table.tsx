import type { ReactNode } from 'react';
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
}

export interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Marks a row, as the one that is chosen. */
  readonly marked?: ((row: Row) => boolean) | undefined;
}

/** A table to be read; on a narrow screen it scrolls by itself. */
export function Table<Row>({ caption, columns, rows, keyOf, marked }: TableProps<Row>) {
  const classOf = (column: Column<Row>): string => `${column.number ? styles['number'] : ''} ${column.wide ? styles['wideOnly'] : ''}`;
  return (
    <div className={styles['scroll']} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles['table']}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classOf(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
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
