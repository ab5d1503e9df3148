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

const FLAGS = ['green', 'yellow', 'red', 'white', 'checkered', 'black', 'rolled-black', 'blue', 'warm-up', 'warm-up-over'] as const;
type Flag = (typeof FLAGS)[number];
const isFlag = (word: string): word is Flag => FLAGS.some((each) => each === word);

export interface FlagBadgeProps {
  /** The flag as the engine names it. */
  readonly flag: string;
  readonly says: string;
  readonly large?: boolean;
}

/** A flag: its cloth and its name. */
export function FlagBadge({ flag, says, large = false }: FlagBadgeProps) {
  return (
    <span className={`${styles['flag']} ${large ? styles['large'] : ''}`}>
      <span aria-hidden="true" className={`${styles['cloth']} ${isFlag(flag) ? styles[flag] : styles['none']}`} />
      {says}
    </span>
  );
}
