import type { Desk } from '../desk.ts';

export const SIGN_IN: Desk = {
  id: 'sign-in',
  words: {
    en: { title: 'Sign-in', about: 'Who comes, with which car, papers, fee and pill' },
    es: { title: 'Inscripción', about: 'Quién viene, con qué coche, papeles, cuota y ficha' },
  },
  asks: ['entries', 'people', 'papers', 'buckets', 'fees'],
  gives: ['sign-in'],
  group: 'night',
  sign: '✎',
  load: () => import('./screen.tsx'),
};
