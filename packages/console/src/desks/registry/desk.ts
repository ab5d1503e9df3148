import type { Desk, DeskTab } from '../desk.ts';

export const TABS = [
  { id: 'people', words: { en: { title: 'People' }, es: { title: 'Personas' } } },
  { id: 'due', words: { en: { title: 'Missing' }, es: { title: 'Falta' } } },
  { id: 'numbers', words: { en: { title: 'Numbers' }, es: { title: 'Números' } } },
  { id: 'transponders', words: { en: { title: 'Transponders' }, es: { title: 'Transpondedores' } } },
  { id: 'import', words: { en: { title: 'Import' }, es: { title: 'Importar' } } },
] as const satisfies readonly DeskTab[];

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
  tabs: TABS,
  load: () => import('./screen.tsx'),
};
