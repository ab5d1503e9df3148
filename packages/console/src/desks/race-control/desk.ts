import type { Desk, DeskTab } from '../desk.ts';

export const TABS = [
  { id: 'timeline', words: { en: { title: 'What happened' }, es: { title: 'Qué ha pasado' } } },
  { id: 'passings', words: { en: { title: 'Reads' }, es: { title: 'Lecturas' } }, asks: 'passings' },
  { id: 'sheets', words: { en: { title: 'Sheets' }, es: { title: 'Hojas' } }, asks: 'sheets' },
  { id: 'laps', words: { en: { title: 'Lap chart' }, es: { title: 'Gráfico de vueltas' } }, asks: 'lap-chart' },
  { id: 'gaps', words: { en: { title: 'Gaps' }, es: { title: 'Diferencias' } }, asks: 'lap-chart' },
  { id: 'gear', words: { en: { title: 'Decoders' }, es: { title: 'Decodificadores' } } },
] as const satisfies readonly DeskTab[];

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
  tabs: TABS,
  load: () => import('./screen.tsx'),
};
