import { actsView, allowedView, clocksView } from './at-control.ts';
import { type Asked, momentAsked as at, text } from './query.ts';
import { timelineView } from './timeline.ts';

/** Every question that race control asks beside those about a race itself. */
export const CONTROL_QUERIES = {
  allowed: {
    fields: ['meeting', 'race', 'role?'],
    says: 'each flag and plain command of a race, whether a role may give it now, and why not',
    answer: (c, q) => allowedView(c, q, at(c, q)),
  },
  acts: {
    fields: ['sort?', 'role?'],
    says: 'the marks, records and calls of the rulebook, with what is filled in',
    answer: (c, q) => actsView(c, q['sort'] === undefined ? undefined : String(q['sort']), q.role),
  },
  clocks: {
    fields: ['meeting', 'race?'],
    says: 'every clock that has started: of the meeting, or of a race and its cars',
    answer: (c, q) => clocksView(c, text(q, 'meeting'), q.race, at(c, q)),
  },
  timeline: {
    fields: ['meeting', 'race?'],
    says: 'what happened in words: flags, calls, moments and corrections, without passings',
    answer: (c, q) => timelineView(c, text(q, 'meeting'), q.race),
  },
} as const satisfies Readonly<Record<string, Asked>>;
