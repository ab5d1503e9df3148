import type { Desk, DeskTab } from '../desk.ts';

export const TABS = [
  { id: 'cases', words: { en: { title: 'Cases' }, es: { title: 'Casos' } } },
  { id: 'proposals', words: { en: { title: 'Proposals' }, es: { title: 'Propuestas' } } },
  { id: 'calendar', words: { en: { title: 'Calendar' }, es: { title: 'Calendario' } } },
  { id: 'register', words: { en: { title: 'Register' }, es: { title: 'Registro' } } },
] as const satisfies readonly DeskTab[];

export const STEWARDS: Desk = {
  id: 'stewards',
  words: {
    en: { title: "Stewards' room", about: 'Cases filed, heard and decided, their deadlines, and the register of discipline' },
    es: { title: 'Sala de comisarios', about: 'Casos presentados, oídos y decididos, sus plazos y el registro disciplinario' },
  },
  asks: ['cases', 'case-kinds', 'deadlines', 'discipline'],
  gives: ['file', 'rule'],
  group: 'after',
  sign: '⚖',
  tabs: TABS,
  load: () => import('./screen.tsx'),
};
