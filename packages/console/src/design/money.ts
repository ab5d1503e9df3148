import { useMemo } from 'react';
import { useClub } from '../api/club.tsx';
import { useLanguage } from '../words/words.tsx';

/** Writes cents as money of the club in the language of whoever looks. */
export function useMoney(): (cents: number) => string {
  const { currency } = useClub().club;
  const language = useLanguage();
  return useMemo(() => {
    const format = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    return (cents) => format.format(cents / 100);
  }, [currency, language]);
}
