import type { Words } from '../words/words.tsx';

const en = {
  why: 'why?',
  asking: 'Asking the rulebook …',
  facts: '{count, plural, one {(fact {list})} other {(facts {list})}}',
  left: '{time} left',
  over: 'over since {time}',
};

export const WORDS: Words<keyof typeof en> = {
  en,
  es: {
    why: '¿por qué?',
    asking: 'Consultando el reglamento …',
    facts: '{count, plural, one {(hecho {list})} other {(hechos {list})}}',
    left: 'quedan {time}',
    over: 'terminó hace {time}',
  },
};
