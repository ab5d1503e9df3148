import type { Rulebook } from '../language.ts';

/** An amount as people read it, `$25.00`; whole cents in the currency of the club. */
export function moneyText(book: Rulebook, cents: number): string {
  const [whole, rest] = [Math.floor(Math.abs(cents) / 100), Math.abs(cents) % 100];
  const sign = cents < 0 ? '-' : '';
  const plain = `${String(whole).replace(/\B(?=(\d{3})+$)/g, ',')}.${String(rest).padStart(2, '0')}`;
  return book.club.currency === 'USD' ? `${sign}$${plain}` : `${sign}${plain} ${book.club.currency}`;
}
