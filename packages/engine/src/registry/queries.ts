import { type Asked, momentAsked, text } from '../view/query.ts';
import { registryView } from './members.ts';
import { numbersView, transpondersView } from './numbers.ts';
import { particularsView } from './particulars.ts';
import { personView } from './person.ts';

/** Questions of the registry: who is known, with which papers, numbers and transponders. */
export const REGISTRY_QUERIES = {
  registry: {
    fields: ['meeting?'],
    says: 'everybody on record with their cars and papers, whether they may start at the meeting and by which clauses not; `due` lists what is missing and what runs out, `everybody` what is said to all alike',
    answer: (c, q) => registryView(c, q.meeting, momentAsked(c, q)),
  },
  person: {
    fields: ['person', 'meeting?'],
    says: 'all that is known of somebody: details, cars, records, entries, fees of the season, and the facts on record',
    answer: (c, q) => personView(c, text(q, 'person'), q.meeting, momentAsked(c, q)),
  },
  particulars: {
    fields: ['role?'],
    says: 'what is kept of people and of cars, for forms: the fields of the rulebook, others on record, and the papers',
    answer: (c, q) => particularsView(c, q.role),
  },
  numbers: {
    fields: ['class?'],
    says: 'the numbers of each class: whose they are, who drove them, which are kept or free, and where two people have one',
    answer: (c, q) => numbersView(c, q.class),
  },
  transponders: {
    fields: ['meeting?'],
    says: 'which transponder is in which car, those in two cars, cars without one, and those that were read and nobody has',
    answer: (c, q) => transpondersView(c, q.meeting),
  },
} as const satisfies Readonly<Record<string, Asked>>;
