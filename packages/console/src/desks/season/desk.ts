import type { Desk, DeskTab } from '../desk.ts';

export const TABS = [
  { id: 'calendar', words: { en: { title: 'Calendar' }, es: { title: 'Calendario' } } },
  { id: 'values', words: { en: { title: 'Posted values' }, es: { title: 'Valores fijados' } } },
  { id: 'classes', words: { en: { title: 'Classes and series' }, es: { title: 'Clases y series' } } },
  { id: 'standings', words: { en: { title: 'Standings' }, es: { title: 'Clasificación' } } },
  { id: 'awards', words: { en: { title: 'Awards and votes' }, es: { title: 'Premios y votaciones' } } },
  { id: 'money', words: { en: { title: 'Money' }, es: { title: 'Dinero' } }, asks: 'balances' },
  { id: 'exports', words: { en: { title: 'Exports' }, es: { title: 'Exportar' } } },
] as const satisfies readonly DeskTab[];

export const SEASON: Desk = {
  id: 'season',
  words: {
    en: { title: 'Season', about: 'The calendar, values that the club sets, classes, standings, awards and exports' },
    es: { title: 'Temporada', about: 'El calendario, los valores que fija el club, clases, clasificaciones, premios y exportaciones' },
  },
  asks: ['meetings', 'values-given', 'ballots'],
  group: 'club',
  sign: '▦',
  tabs: TABS,
  load: () => import('./screen.tsx'),
};
