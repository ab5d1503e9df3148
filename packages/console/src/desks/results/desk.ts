import type { Desk, DeskTab } from '../desk.ts';

export const TABS = [
  { id: 'results', words: { en: { title: 'Results' }, es: { title: 'Resultados' } }, asks: 'result' },
  { id: 'points', words: { en: { title: 'Points and purse' }, es: { title: 'Puntos y premios' } }, asks: 'points' },
  { id: 'pay', words: { en: { title: 'Pay sheet' }, es: { title: 'Hoja de pagos' } }, asks: 'payout' },
  { id: 'ledger', words: { en: { title: 'Books' }, es: { title: 'Cuentas' } }, asks: 'ledger' },
  { id: 'close-out', words: { en: { title: 'Close-out' }, es: { title: 'Cierre' } }, asks: 'close-out' },
  { id: 'funds', words: { en: { title: 'Funds' }, es: { title: 'Fondos' } }, asks: 'fund-shares' },
] as const satisfies readonly DeskTab[];

export const RESULTS: Desk = {
  id: 'results',
  words: {
    en: { title: 'Results and money', about: 'Results made official, points and purse, the pay sheet and the books of the night' },
    es: { title: 'Resultados y dinero', about: 'Resultados oficiales, puntos y premios, la hoja de pagos y las cuentas de la noche' },
  },
  asks: ['schedule', 'result', 'points', 'purse'],
  gives: ['make-official', 'pay-out', 'receive', 'transfer', 'close-out'],
  group: 'after',
  sign: '$',
  tabs: TABS,
  load: () => import('./screen.tsx'),
};
