import type { FactBodies, FactKind } from './fact.ts';

/** What a field of a fact holds, for corrections and for those who read logs. `plain` is anything. */
export type BodyType = 'text' | 'texts' | 'number' | 'numbers' | 'statuses' | 'fields' | 'plain' | 'counts';

type BodyFields = {
  readonly [K in FactKind]: { readonly [F in Exclude<keyof FactBodies[K], 'flagged' | 'override' | 'confirmed'>]-?: BodyType };
};

const SUBJECT = { class: 'text', car: 'text', cars: 'texts', person: 'text', case: 'text' } as const;
const ACT = { ...SUBJECT, name: 'text', fields: 'fields', approvals: 'texts' } as const;
const ANNOUNCED = { date: 'text', kind: 'text', name: 'text', startsAt: 'text', classes: 'texts' } as const;

/** The fields of every kind of fact, also those that may be left out. */
export const BODY_FIELDS: BodyFields = {
  'season-opened': { starts: 'text', ends: 'text' },
  'meeting-scheduled': ANNOUNCED,
  'meeting-opened': ANNOUNCED,
  'meeting-closed': {},
  'meeting-cancelled': { why: 'text' },
  'value-set': { value: 'text', to: 'plain', of: 'text', class: 'text', group: 'text', round: 'text', why: 'text' },
  'person-registered': { person: 'text', details: 'fields' },
  'car-registered': { class: 'text', car: 'text', person: 'text', details: 'fields', off: 'plain' },
  'car-signed-in': { class: 'text', driver: 'text', car: 'text', handler: 'text', details: 'fields' },
  'entry-withdrawn': { class: 'text', car: 'text', why: 'text' },
  'draw-made': { ...SUBJECT, draw: 'text', result: 'plain', how: 'text' },
  'seed-committed': { hash: 'text' },
  'seed-revealed': { seed: 'text' },
  'classes-combined': { classes: 'texts', rule: 'text', approvals: 'texts', consents: 'fields' },
  'line-up-posted': { order: 'texts' },
  'line-up-changed': { order: 'texts', why: 'text', clause: 'text' },
  'car-scratched': { car: 'text' },
  'flag-shown': { flag: 'text', cars: 'texts', why: 'text', moment: 'text' },
  'passing-read': {
    timeUs: 'number',
    transponder: 'text',
    car: 'text',
    carHeard: 'text',
    class: 'text',
    decoder: 'text',
    epoch: 'number',
    number: 'number',
    loop: 'text',
    strength: 'number',
    hits: 'number',
  },
  'transponder-assigned': { class: 'text', car: 'text', transponder: 'text', from: 'text', off: 'plain' },
  'sheet-kept': { scorer: 'text', lap: 'number', order: 'texts', laps: 'counts' },
  'reading-let-stand': {
    what: 'text',
    car: 'text',
    lap: 'number',
    decoder: 'text',
    epoch: 'number',
    from: 'number',
    until: 'number',
    why: 'text',
  },
  'lap-scored': { lap: 'number', order: 'texts', lapped: 'texts' },
  'order-seen': { order: 'texts' },
  'race-finished': {
    order: 'texts',
    statuses: 'statuses',
    laps: 'counts',
    bestLapsUs: 'counts',
    timesUs: 'counts',
    details: 'fields',
    source: 'text',
  },
  'times-recorded': { car: 'text', timesUs: 'numbers' },
  'moment-marked': ACT,
  'record-made': ACT,
  'call-proposed': ACT,
  'call-made': ACT,
  'case-filed': {
    ...SUBJECT,
    id: 'text',
    rule: 'text',
    filer: 'text',
    against: 'text',
    about: 'text',
    fields: 'fields',
    paidCents: 'number',
    paidBy: 'text',
  },
  'case-ruled': { id: 'text', outcome: 'text', fields: 'fields' },
  'payment-made': { person: 'text', cents: 'number', for: 'text' },
  'money-received': { to: 'text', cents: 'number', from: 'text', why: 'text' },
  'money-paid-out': { person: 'text', cents: 'number', collector: 'text', for: 'text', from: 'text', how: 'text' },
  'money-transferred': { from: 'text', to: 'text', cents: 'number', why: 'text' },
  'night-closed-out': { countedCents: 'number', bookCents: 'number', approvals: 'texts', why: 'text' },
  'step-ticked': { ...SUBJECT, step: 'text', line: 'text' },
  'order-posted': { class: 'text', name: 'text', order: 'texts' },
  'scores-posted': { class: 'text', name: 'text', scores: 'counts' },
  'points-carried': { class: 'text', points: 'counts' },
  'result-made-official': {},
  'fact-voided': { fact: 'number', why: 'text' },
  'fact-restored': { fact: 'number', why: 'text' },
  'fact-corrected': { fact: 'number', body: 'fields', why: 'text' },
};

/** Tells whether a value is of the type that a field of a fact holds. */
export function fitsBody(type: BodyType, value: unknown): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'texts':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    case 'number':
      return Number.isInteger(value);
    case 'numbers':
      return Array.isArray(value) && value.every((each) => Number.isInteger(each));
    case 'statuses':
      return isMap(value) && Object.values(value).every((each) => typeof each === 'string');
    case 'counts':
      return isMap(value) && Object.values(value).every((each) => Number.isInteger(each));
    case 'fields':
      return isMap(value);
    case 'plain':
      return true;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
