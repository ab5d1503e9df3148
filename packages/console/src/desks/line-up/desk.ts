import type { Desk } from '../desk.ts';

export const LINE_UP: Desk = {
  id: 'line-up',
  words: {
    en: { title: 'Line-ups', about: 'Who starts where in every race, why, and what is posted' },
    es: { title: 'Parrillas de salida', about: 'Quién sale dónde en cada carrera, por qué, y qué está publicado' },
  },
  asks: ['schedule', 'line-up', 'alternates', 'allowed', 'buckets', 'entries'],
  gives: ['post-line-up', 'change-line-up'],
  group: 'night',
  sign: '≡',
  load: () => import('./screen.tsx'),
};
