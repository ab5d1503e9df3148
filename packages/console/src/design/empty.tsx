import type { ReactNode } from 'react';
import styles from './empty.module.css';

export interface EmptyProps {
  readonly title: string;
  /** What belongs here and how it comes to be. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Stands where nothing is yet, and teaches what to do. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={styles['empty']}>
      <h2>{title}</h2>
      <div className="quiet">{children}</div>
      {action}
    </div>
  );
}

/** Stands where an answer is still awaited. */
export function Waiting({ says }: { readonly says: string }) {
  return (
    <p role="status" className="quiet">
      {says}
    </p>
  );
}
