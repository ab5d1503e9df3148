import type { Words } from '../words/words.tsx';

const en = {
  'pick-day': 'Pick a day',
  why: 'why?',
  asking: 'Asking the rulebook …',
  facts: '{count, plural, one {(fact {list})} other {(facts {list})}}',
  left: '{time} left',
  over: 'over since {time}',
};

export const WORDS: Words<keyof typeof en> = {
  en,
  es: {
    'pick-day': 'Elegir un día',
    why: '¿por qué?',
    asking: 'Consultando el reglamento …',
    facts: '{count, plural, one {(hecho {list})} other {(hechos {list})}}',
    left: 'quedan {time}',
    over: 'terminó hace {time}',
  },
};
