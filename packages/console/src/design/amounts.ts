/** Cents of an amount as people write it: `12`, `12.50`, `12,50`, `$1,250.00`; nothing, where it is no amount. */
export function centsOf(text: string): number | undefined {
  const found = /^[^\d-]*(\d{1,3}(?:[.,'\s]\d{3})+|\d+)(?:[.,](\d{2}))?\D*$/.exec(text.trim());
  return found?.[1] === undefined ? undefined : Number(found[1].replaceAll(/\D/g, '')) * 100 + Number(found[2] ?? '0');
}

/** Cents as they are written into a field: `12.50`. */
export const amountText = (cents: number): string => (cents / 100).toFixed(2);
