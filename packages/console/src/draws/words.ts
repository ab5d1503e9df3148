import type { Words } from '../words/words.tsx';

const en = {
  'draw-of': '{draw}: car {car}',
  drawn: 'What was drawn',
  'drawn-by': 'Drawn by: {roles}',
  'drawn-many': 'The {count} that were drawn',
  record: 'Record',
};

export const WORDS: Words<keyof typeof en> = {
  en,
  es: {
    'draw-of': '{draw}: coche {car}',
    drawn: 'Qué salió',
    'drawn-by': 'Sortea: {roles}',
    'drawn-many': 'Los {count} que salieron',
    record: 'Registrar',
  },
};
