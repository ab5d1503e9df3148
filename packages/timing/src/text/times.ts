/** Reads seconds with up to six decimals as microseconds, digit by digit: no rounding. */
export function secondsUs(text: string): number | undefined {
  const match = /^(\d{1,10})(?:\.(\d{1,6})\d*)?$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', decimals = ''] = match;
  return Number(whole) * 1_000_000 + Number(decimals.padEnd(6, '0'));
}

/** Reads `HH:MM:SS`, with decimals or without, as microseconds; hours may be more than 24. */
export function clockUs(text: string): number | undefined {
  const match = /^(\d{1,3}):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?$/.exec(text);
  if (!match) return undefined;
  const [, hours = '', minutes = '', seconds = '', decimals = ''] = match;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1_000_000 + Number(decimals.padEnd(6, '0'));
}

/** Writes microseconds as `HH:MM:SS`, cut off below the second. */
export function clockText(us: number): string {
  const seconds = Math.floor(us / 1_000_000);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}

/** Writes microseconds as `HH:MM:SS.mmm`, cut off below the millisecond. */
export function lapTimeText(us: number): string {
  return `${clockText(us)}.${String(Math.floor(us / 1000) % 1000).padStart(3, '0')}`;
}
