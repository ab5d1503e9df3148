import type { Desk, DeskTab } from '../desk.ts';

export const TABS = [
  { id: 'weigh-in', words: { en: { title: 'Weigh-in' }, es: { title: 'Pesaje' } } },
  { id: 'impound', words: { en: { title: 'Impound' }, es: { title: 'Retenidos' } } },
  { id: 'tech', words: { en: { title: 'Tech draw' }, es: { title: 'Sorteo técnico' } } },
  { id: 'infractions', words: { en: { title: 'Infractions' }, es: { title: 'Infracciones' } } },
] as const satisfies readonly DeskTab[];

export const SCALES: Desk = {
  id: 'scales',
  words: {
    en: { title: 'Scales and tech', about: 'Weights of a race, cars held, tech pills, infractions' },
    es: { title: 'Báscula y técnica', about: 'Pesos de una carrera, coches retenidos, sorteo técnico, infracciones' },
  },
  asks: ['schedule', 'checks', 'tech', 'buckets', 'acts', 'offers'],
  gives: ['record'],
  group: 'night',
  sign: '⚖',
  tabs: TABS,
  load: () => import('./screen.tsx'),
};
