import type { Desk, DeskTab } from '../desk.ts';

/** What is shown of a race that is chosen. */
export const TABS = [
  { id: 'order', words: { en: { title: 'Running order' }, es: { title: 'Orden en pista' } } },
  { id: 'slots', words: { en: { title: 'Line-up' }, es: { title: 'Parrilla' } } },
  { id: 'places', words: { en: { title: 'Result' }, es: { title: 'Resultado' } } },
  { id: 'laps', words: { en: { title: 'Lap chart' }, es: { title: 'Gráfico de vueltas' } } },
  { id: 'gaps', words: { en: { title: 'Gaps' }, es: { title: 'Diferencias' } } },
] as const satisfies readonly DeskTab[];

export const REPLAY: Desk = {
  id: 'replay',
  words: {
    en: { title: 'Replay', about: 'Any moment of the night as it stood, for hearings' },
    es: { title: 'Repetición', about: 'Cualquier momento de la jornada tal como estaba, para las audiencias' },
  },
  asks: ['timeline', 'schedule', 'race', 'result'],
  group: 'after',
  sign: '↺',
  tabs: TABS,
  load: () => import('./screen.tsx'),
};
