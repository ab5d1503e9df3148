import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaProps, Tooltip, TooltipTrigger } from 'react-aria-components';
import styles from './button.module.css';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style' | 'isDisabled' | 'children'> {
  readonly children: ReactNode;
  /** `main`: the one that is meant here; `danger`: it cannot be undone, or hurts somebody; `plain`: beside others; `bare`: without a frame. */
  readonly kind?: 'main' | 'plain' | 'danger' | 'bare';
  readonly size?: 'normal' | 'large';
  /** Why it cannot be used now: shown beside it, read out, and on hover. Left out: it can. */
  readonly whyNot?: string | undefined;
  /** The key that does the same, as `Y`. */
  readonly shortcut?: string | undefined;
}

/** A button. One that cannot be used stays in reach of the keyboard and says why. */
export function Button({
  children,
  kind = 'plain',
  size = 'normal',
  whyNot,
  shortcut,
  onPress,
  'aria-label': label,
  ...rest
}: ButtonProps) {
  const off = whyNot !== undefined;
  // The same parts whether it can be used or not: one that is in focus keeps it when that changes.
  const button = (
    <AriaButton
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': off ? `${label}: ${whyNot}` : label })}
      {...(off ? { 'aria-disabled': true } : onPress ? { onPress } : {})}
      {...(off ? { type: 'button' as const } : {})}
      className={`${styles['button']} ${styles[kind] ?? ''} ${styles[size] ?? ''} ${off ? styles['off'] : ''}`}
    >
      {children}
      {off && <span className="visually-hidden">: {whyNot}</span>}
      {shortcut !== undefined && <kbd aria-hidden="true">{shortcut}</kbd>}
    </AriaButton>
  );
  return (
    <TooltipTrigger delay={150} isDisabled={!off}>
      {button}
      <Tooltip className={styles['why'] ?? ''}>{whyNot}</Tooltip>
    </TooltipTrigger>
  );
}
