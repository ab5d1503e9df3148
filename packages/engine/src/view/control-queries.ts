import { actsView, allowedView, clocksView } from './at-control.ts';
import { lapChartView } from './lap-chart.ts';
import { type Asked, momentAsked as at, sinceFact, text } from './query.ts';
import { timelineView } from './timeline.ts';
import { lapsView, passingsView, sheetsView } from './timing.ts';

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
  passings: {
    fields: ['meeting', 'race?', 'since?'],
    says: 'passings of a race and what each counts for, unknown transponders, reads that seem to be missing, cars that are silent, gaps and what was let stand; without a race, passings while none was on; `since` a fact, for who has those before',
    answer: (c, q) => passingsView(c, text(q, 'meeting'), q.race, sinceFact(q)),
  },
  laps: {
    fields: ['meeting', 'race'],
    says: 'lap times of every car from crossings, best and last, gaps and intervals',
    answer: (c, q) => lapsView(c, text(q, 'meeting'), text(q, 'race')),
  },
  'lap-chart': {
    fields: ['meeting', 'race', 'to?'],
    says: 'who was where at the end of every lap, from crossings or as it was scored by hand, and how far behind the first or the car `to`; lap 0 is the line-up',
    answer: (c, q) => lapChartView(c, text(q, 'meeting'), text(q, 'race'), q['to'] === undefined ? undefined : String(q['to'])),
  },
  sheets: {
    fields: ['meeting', 'race'],
    says: 'sheets kept by hand beside what was scored, each difference named',
    answer: (c, q) => sheetsView(c, text(q, 'meeting'), text(q, 'race')),
  },
} as const satisfies Readonly<Record<string, Asked>>;
