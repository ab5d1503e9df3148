import type { Desk } from '../desk.ts';

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
  load: () => import('./screen.tsx'),
};
