export const MONEY = /^\$\s?(\d+)(?:\.(\d{2}))?$/;

/** `$25.00` in cents, or nothing when the text is not money. */
export function centsOf(text: string): number | undefined {
  const found = MONEY.exec(text);
  return found ? Number(found[1]) * 100 + Number(found[2] ?? 0) : undefined;
}
