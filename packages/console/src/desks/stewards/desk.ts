import type { Desk } from '../desk.ts';

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
  load: () => import('./screen.tsx'),
};
