import type { Desk } from '../desk.ts';

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
  load: () => import('./screen.tsx'),
};
