import { useEffect, useState } from 'react';
import { useClub } from '../api/club.tsx';
import { useLanguage, useWords } from '../words/words.tsx';
import styles from './clock.module.css';
import { WORDS } from './words.ts';

const SECOND_MS = 1000;

/** The time here, again each second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Minutes and seconds, `12:05`; hours where there are any. */
export function durationText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND_MS);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export interface CountdownProps {
  /** When it ends, an instant. */
  readonly ends: string;
  /** Shown urgent from so many milliseconds before the end. */
  readonly urgentMs?: number;
}

/** What is left until an instant, each second. */
export function Countdown({ ends, urgentMs = 30_000 }: CountdownProps) {
  const say = useWords(WORDS);
  const left = Date.parse(ends) - useNow();
  const time = durationText(left);
  return (
    <span className={`${styles['clock']} ${left <= 0 ? styles['over'] : left <= urgentMs ? styles['urgent'] : ''}`} role="timer">
      {left > 0 ? say('left', { time }) : say('over', { time })}
    </span>
  );
}

/** Writes instants in the club's zone and the reader's language. */
export function useInstants(): {
  readonly time: (instant: string) => string;
  /** Without seconds. */
  readonly hour: (instant: string) => string;
  readonly day: (instant: string) => string;
  readonly date: (day: string) => string;
} {
  const language = useLanguage();
  const { zone } = useClub().club;
  const write = (options: Intl.DateTimeFormatOptions, timeZone: string) => (instant: string) =>
    new Intl.DateTimeFormat(language, { timeZone, ...options }).format(new Date(instant));
  return {
    time: write({ hour: 'numeric', minute: '2-digit', second: '2-digit' }, zone),
    hour: write({ hour: 'numeric', minute: '2-digit' }, zone),
    day: write({ weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }, zone),
    date: write({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, 'UTC'),
  };
}

/** The time of day at the club. */
export function Clock() {
  const { time } = useInstants();
  const now = useNow();
  return <span className={styles['clock']}>{time(new Date(now).toISOString())}</span>;
}
