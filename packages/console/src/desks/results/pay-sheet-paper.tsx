import type { Say } from '../../words/words.tsx';
import type { PayRow } from './pay-sheet.tsx';
import styles from './results.module.css';
import type { Key } from './words.ts';

export interface PaySheetPaperProps {
  readonly club: string;
  readonly meeting: string;
  readonly date: string;
  readonly rows: readonly PayRow[];
  readonly sums: { readonly due: string; readonly paid: string; readonly open: string; readonly held: string };
  readonly say: Say<Key>;
  readonly money: (cents: number) => string;
  /** Says races by their names. */
  readonly words: (says: string) => string;
}

/** The pay sheet on paper: a line to sign for everything that is to be paid. */
export function PaySheetPaper({ club, meeting, date, rows, sums, say, money, words }: PaySheetPaperProps) {
  return (
    <article className={styles['sheet']}>
      <h1>{say('sheet-title', { club })}</h1>
      <p>
        {meeting} · {date}
      </p>
      <table>
        <thead>
          <tr>
            <th>{say('person')}</th>
            <th>{say('for')}</th>
            <th>{say('due')}</th>
            <th>{say('paid')}</th>
            <th>{say('to-pay')}</th>
            <th>{say('signed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.person} ${row.for} ${row.car ?? ''}`}>
              <td>{row.person}</td>
              <td>{[words(row.for), row.car === undefined ? undefined : say('of-car', { car: row.car })].filter(Boolean).join(', ')}</td>
              <td>{money(row.dueCents)}</td>
              <td>{money(row.paidCents)}</td>
              <td>{row.heldCents > 0 ? say('held-on-paper', { amount: money(row.heldCents) }) : money(row.openCents)}</td>
              <td className={styles['signature']} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{say('sum')}</th>
            <td />
            <td>{sums.due}</td>
            <td>{sums.paid}</td>
            <td>{sums.open}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </article>
  );
}
