import type { Desk } from '../desk.ts';

export const STAGING: Desk = {
  id: 'staging',
  words: {
    en: { title: 'Staging', about: 'Who lines up next, and who is here' },
    es: { title: 'Parrilla', about: 'Quién sale a continuación y quién está aquí' },
  },
  asks: ['schedule', 'line-up', 'alternates', 'race'],
  gives: ['scratch'],
  group: 'night',
  sign: '▦',
  load: () => import('./screen.tsx'),
};
