import type { Desk, DeskTab } from '../desk.ts';

export const TABS = [
  { id: 'text', words: { en: { title: 'Text' }, es: { title: 'Texto' } } },
  { id: 'numbers', words: { en: { title: 'Numbers' }, es: { title: 'Números' } } },
  { id: 'nights', words: { en: { title: 'Nights' }, es: { title: 'Noches' } } },
  { id: 'what-if', words: { en: { title: 'What if' }, es: { title: 'Y si' } } },
  { id: 'changes', words: { en: { title: 'Changes' }, es: { title: 'Cambios' } } },
] as const satisfies readonly DeskTab[];

export const RULEBOOK: Desk = {
  id: 'rulebook',
  words: {
    en: { title: 'Rulebook', about: 'The rules as they are written: changed, tried on the club’s nights and on whole seasons, and saved' },
    es: {
      title: 'Reglamento',
      about: 'Las reglas tal como están escritas: cambiadas, probadas con las noches del club y con temporadas enteras, y guardadas',
    },
  },
  asks: ['clauses', 'meetings', 'history'],
  sets: 'rulebook',
  group: 'club',
  sign: '§',
  tabs: TABS,
  load: () => import('./screen.tsx'),
};
