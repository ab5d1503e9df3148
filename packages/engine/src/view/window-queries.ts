import { plannedRace } from '../lineup/plan.ts';
import { checksView } from './at-scales.ts';
import { bucketsView, papersView, peopleView } from './at-window.ts';
import { type Asked, given, type Query, text } from './query.ts';

const race = (query: Query): string | undefined => query.race;

/** Questions of the window, where people sign in, show their papers and draw. */
export const WINDOW_QUERIES = {
  people: {
    fields: [],
    says: 'everybody on record, what is registered of them, and the cars that they drove, the latest first',
    answer: (c) => peopleView(c),
  },
  papers: {
    fields: ['meeting?', 'class?', 'car?', 'person?', 'role?'],
    says: 'the papers that the rulebook keeps of a car, an entry or a person, each with the one that stands, or none',
    answer: (c, q) => papersView(c, given(q, ['meeting', 'class', 'car', 'person']), q.role),
  },
  buckets: {
    fields: ['meeting', 'class?', 'race?', 'role?'],
    says: 'the draws that the rulebook asks for, what is in each bucket, and who has still to draw',
    answer: (c, q) => {
      const planned = race(q) === undefined ? undefined : plannedRace(c, text(q, 'meeting'), text(q, 'race'));
      const where = { ...given(q, ['meeting', 'class']), ...(planned ? { race: planned.id, class: planned.class } : {}) };
      return bucketsView(c, where, q.role);
    },
  },
  checks: {
    fields: ['meeting', 'race', 'role?'],
    says: 'what is put on record of the cars of a race one by one, as their weights, against which values, and what stands for each car',
    answer: (c, q) => checksView(c, text(q, 'meeting'), text(q, 'race'), q.role),
  },
} as const satisfies Readonly<Record<string, Asked>>;
