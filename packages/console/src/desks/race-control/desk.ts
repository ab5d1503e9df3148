import type { Desk } from '../desk.ts';

export const RACE_CONTROL: Desk = {
  id: 'race-control',
  words: {
    en: { title: 'Race control', about: 'Flags, calls, running order, restarts' },
    es: { title: 'Dirección', about: 'Banderas, decisiones, orden de carrera, relanzamientos' },
  },
  asks: ['race', 'laps', 'restart', 'offers', 'allowed', 'timeline', 'clocks'],
  gives: ['flag'],
  group: 'night',
  sign: '⚑',
  load: () => import('./screen.tsx'),
};
