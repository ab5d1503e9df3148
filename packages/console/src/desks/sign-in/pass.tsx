import type { Answer } from '@racetower/server/client';
import { QRCodeSVG } from 'qrcode.react';
import { passAddress } from './matches.ts';
import styles from './sign-in.module.css';

export interface PassProps {
  readonly club: { readonly club: string; readonly name: string };
  readonly meeting: { readonly meeting: string; readonly name: string };
  readonly date: string;
  readonly className: string;
  readonly entry: Answer<'entries'>['entries'][number];
  /** The heading, as Pit pass. */
  readonly title: string;
}

/** A pit pass on paper: who, which car, and a code that the search field at the window reads. */
export function Pass({ club, meeting, date, className, entry, title }: PassProps) {
  return (
    <article className={styles['pass']}>
      <div>
        <p>{club.name}</p>
        <h1>{title}</h1>
        <p className={styles['passCar']}>{entry.car}</p>
        <p className={styles['passName']}>{entry.driver}</p>
        <p>{className}</p>
        {entry.handler !== undefined && <p>{entry.handler}</p>}
        <p>
          {meeting.name} · {date}
        </p>
      </div>
      <QRCodeSVG
        value={passAddress(location.origin, club.club, meeting.meeting, entry)}
        size={160}
        marginSize={2}
        title={`${entry.class}/${entry.car}`}
      />
    </article>
  );
}
