import type { ReactNode } from 'react';
import styles from './badge.module.css';

const SIGNS = { good: '✓', warn: '!', bad: '✕', plain: '' } as const;

export interface BadgeProps {
  readonly kind?: keyof typeof SIGNS;
  readonly children: ReactNode;
}

/** A word about the state of something; a sign stands with the colour. */
export function Badge({ kind = 'plain', children }: BadgeProps) {
  return (
    <span className={`${styles['badge']} ${styles[kind]}`}>
      {SIGNS[kind] !== '' && <span aria-hidden="true">{SIGNS[kind]}</span>}
      {children}
    </span>
  );
}

export interface FlagBadgeProps {
  /** The flag as the engine names it. */
  readonly flag: string;
  readonly says: string;
  readonly large?: boolean;
}

/** A flag: its cloth and its name, as on the public pages. */
export function FlagBadge({ flag, says, large = false }: FlagBadgeProps) {
  return (
    <span className={`flag ${large ? styles['large'] : ''}`} data-flag={flag}>
      {says}
    </span>
  );
}

/** The number of a car, as it stands on its side. */
export function Plate({ car, large = false }: { readonly car: string; readonly large?: boolean }) {
  return <span className={`plate ${large ? styles['large'] : ''}`}>{car}</span>;
}
