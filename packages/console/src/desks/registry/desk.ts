import type { Desk } from '../desk.ts';

export const REGISTRY: Desk = {
  id: 'registry',
  words: {
    en: { title: 'Registry', about: 'Members, their papers, numbers, cars and transponders' },
    es: { title: 'Registro', about: 'Socios, sus papeles, números, coches y transpondedores' },
  },
  asks: ['registry', 'person', 'particulars', 'numbers', 'transponders'],
  gives: ['register'],
  group: 'club',
  sign: '☰',
  load: () => import('./screen.tsx'),
};
