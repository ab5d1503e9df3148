import type { Desk } from '../desk.ts';

export const REPLAY: Desk = {
  id: 'replay',
  words: {
    en: { title: 'Replay', about: 'Any moment of the night as it stood, for hearings' },
    es: { title: 'Repetición', about: 'Cualquier momento de la jornada tal como estaba, para las audiencias' },
  },
  asks: ['timeline', 'schedule', 'race', 'result'],
  group: 'after',
  sign: '↺',
  load: () => import('./screen.tsx'),
};
