import type { Desk } from '../desk.ts';

export const IMPORTS: Desk = {
  id: 'imports',
  words: {
    en: { title: 'Result files', about: 'Results of a racing service brought on record by their file, looked at before' },
    es: { title: 'Archivos de resultados', about: 'Resultados de un servicio de carreras que entran por su archivo, vistos antes' },
  },
  asks: ['schedule', 'result'],
  gives: ['finish'],
  shownFor: (club) => club.reads.length > 0,
  group: 'night',
  sign: '⇩',
  load: () => import('./screen.tsx'),
};
