import type { CommandKind } from './command.ts';
import { LETS_STAND } from './fact.ts';

export type FieldType =
  | 'text'
  | 'date'
  | 'instant'
  | 'number'
  | 'cents'
  | 'plain'
  | 'cars'
  | 'texts'
  | 'map'
  | 'statuses'
  | 'numbers'
  | 'fields'
  | 'microseconds'
  | 'boolean'
  | 'lap-times'
  | 'choice';

export interface FieldShape {
  readonly type: FieldType;
  readonly optional?: boolean;
  readonly choices?: readonly string[];
  readonly says: string;
}

/** What a command is and which fields it takes beside `at`, `by`, `season`, `meeting`, `race`, `override`, `confirm`. */
export interface CommandShape {
  readonly says: string;
  /** Which of season, meeting and race it needs. */
  readonly needs: readonly ('season' | 'meeting' | 'race')[];
  readonly fields: Readonly<Record<string, FieldShape>>;
}

const must = (type: FieldType, says: string): FieldShape => ({ type, says });
const may = (type: FieldType, says: string): FieldShape => ({ type, says, optional: true });

const MEETING_FIELDS = {
  date: may('date', 'race day; left out: the meeting id when it is a date'),
  kind: may('text', 'a kind of meeting of the rulebook'),
  name: may('text', 'what it is called'),
  startsAt: may('instant', 'when racing starts'),
  classes: may('texts', 'the classes that race; left out: all'),
};
const SUBJECT = {
  class: may('text', 'class id'),
  car: may('text', 'car number'),
  cars: may('cars', 'several cars'),
  person: may('text', 'a name'),
  case: may('text', 'id of a case'),
};
const ACT = {
  name: must('text', 'its name in the rulebook'),
  ...SUBJECT,
  fields: may('fields', 'what is filled in; in a night the fields may also stand beside the others'),
  approvals: may('texts', 'roles that approve, `role` or `role:Name`'),
};

/** The fields of every command: one list for the check of input, the nights and the reference. */
export const COMMAND_SHAPES: { readonly [K in CommandKind]: CommandShape } = {
  'open-season': {
    says: 'opens a season; meetings on its days belong to it',
    needs: ['season'],
    fields: { starts: must('date', 'first day'), ends: may('date', 'last day') },
  },
  'schedule-meeting': {
    says: 'puts a meeting on the calendar',
    needs: ['meeting'],
    fields: { ...MEETING_FIELDS, date: must('date', 'race day'), kind: must('text', 'a kind of meeting of the rulebook') },
  },
  'open-meeting': { says: 'opens a meeting; what follows happens at it', needs: ['meeting'], fields: MEETING_FIELDS },
  'close-meeting': { says: 'closes a meeting', needs: ['meeting'], fields: {} },
  'cancel-meeting': {
    says: 'cancels a meeting before it was raced; scheduled again, it is on again',
    needs: ['meeting'],
    fields: { why: must('text', 'the reason, as everybody reads it') },
  },
  'set-value': {
    says: 'gives a value for a race, a meeting or a season',
    needs: [],
    fields: {
      value: must('text', 'name of the value'),
      to: must('plain', 'what it is; `$25.00` is cents'),
      of: {
        type: 'choice',
        choices: ['season', 'meeting', 'race'],
        optional: true,
        says: 'how long it holds; left out: race when one is named, else the meeting',
      },
      class: may('text', 'only for this class'),
      group: may('text', 'only for this group'),
      round: may('text', 'only for this round'),
      why: may('text', 'the reason'),
    },
  },
  register: {
    says: 'records what is known of a person',
    needs: [],
    fields: { person: must('text', 'the name'), details: may('fields', 'as `born: 2015-04-01`; read in formulas as `driver.born`') },
  },
  'register-car': {
    says: 'gives a number in a class to somebody, with what is kept of the car, or gives it up',
    needs: [],
    fields: {
      class: must('text', 'class id'),
      car: must('text', 'car number'),
      person: must('text', 'whose it is'),
      details: may('fields', 'as `team: Blue Racing`; a sign-in of the car takes them over, formulas read them as `car.team`'),
      off: may('boolean', 'gives the number up'),
    },
  },
  'sign-in': {
    says: 'enters a driver and a car in a class',
    needs: ['meeting'],
    fields: {
      class: must('text', 'class id'),
      driver: must('text', 'the driver'),
      car: must('text', 'car number'),
      handler: may('text', 'who answers for the car'),
      pill: may('number', 'the pill drawn at the window'),
      details: may('fields', 'more about the entry; read in formulas as `car.NAME`'),
    },
  },
  withdraw: {
    says: 'takes an entry out of the meeting',
    needs: ['meeting'],
    fields: { class: must('text', 'class id'), car: must('text', 'car number'), why: may('text', 'the reason') },
  },
  draw: {
    says: 'records what was drawn from a bucket',
    needs: ['meeting'],
    fields: {
      draw: must('text', 'name of the draw'),
      ...SUBJECT,
      result: may('plain', 'what was drawn, a list when several are'),
      seed: may('text', 'the committed seed, when Racetower draws'),
    },
  },
  'commit-seed': {
    says: 'publishes the hash of the seed before sign-in opens',
    needs: ['meeting'],
    fields: { hash: must('text', 'SHA-256 of the seed, 64 hexadecimal digits') },
  },
  'reveal-seed': { says: 'publishes the seed after the meeting', needs: ['meeting'], fields: { seed: must('text', 'the seed') } },
  combine: {
    says: 'lets classes run as one race',
    needs: ['meeting'],
    fields: {
      classes: must('texts', 'the classes'),
      approvals: may('texts', 'roles that approve'),
      consents: may('fields', 'car or driver: yes or no'),
    },
  },
  'post-line-up': { says: 'publishes the line-up; it stays as posted', needs: ['race'], fields: {} },
  'change-line-up': {
    says: 'puts an order of an official in place of the line-up',
    needs: ['race'],
    fields: {
      order: must('cars', 'all cars, pole first'),
      why: must('text', 'the reason'),
      clause: may('text', 'the clause that allows it'),
    },
  },
  scratch: { says: 'takes a car out of the line-up before the green', needs: ['race'], fields: { car: must('text', 'car number') } },
  flag: {
    says: 'shows a flag',
    needs: ['race'],
    fields: {
      flag: must('text', 'green, yellow, red, white, checkered, black, rolled-black, blue, warm-up, warm-up-over'),
      cars: may('cars', 'for whom'),
      why: may('text', 'the reason'),
      moment: may('instant', 'when it was really shown, if the button was pressed late; the order follows from it'),
    },
  },
  lap: {
    says: 'scores a lap of the leader',
    needs: ['race'],
    fields: {
      lap: may('number', 'its number; left out: the next'),
      order: must('cars', 'cars on the lead lap, in order'),
      lapped: may('cars', 'lapped cars, in order'),
    },
  },
  'see-order': {
    says: 'notes an order seen on the track between laps; it counts for nothing',
    needs: ['race'],
    fields: { order: must('cars', 'cars in order') },
  },
  pass: {
    says: 'records that a car passed a timing line; laps and running order follow from it',
    needs: ['meeting'],
    fields: {
      transponder: may('text', 'the transponder that was read'),
      car: may('text', 'the car, when it is entered by hand'),
      carHeard: may('text', 'the number that timing gear told, known or not; counts when nobody has the transponder'),
      cars: may('cars', 'several cars by hand, one right behind the other'),
      class: may('text', 'class of the car, where two on the track have the number'),
      timeUs: may('number', 'when, in microseconds since 1970 by the club’s clock; left out: now'),
      decoder: may('text', 'the decoder'),
      epoch: may('number', 'counts the resets of the decoder'),
      number: may('number', 'the decoder’s number of the passing; the same one again makes no fact'),
      loop: may('text', 'the timing line; left out: start-finish'),
      strength: may('number', 'strength of the signal'),
      hits: may('number', 'how often it was read'),
    },
  },
  'assign-transponder': {
    says: 'gives a car a transponder, or takes it away; laps follow, also those already driven',
    needs: [],
    fields: {
      class: must('text', 'class id'),
      car: must('text', 'car number'),
      transponder: must('text', 'the transponder'),
      from: may('instant', 'from when; left out: from the beginning, or from now when another car had it'),
      off: may('boolean', 'takes it away'),
    },
  },
  'keep-sheet': {
    says: 'records a sheet scored by hand, to be compared with the transponders',
    needs: ['race'],
    fields: {
      scorer: must('text', 'who kept it'),
      lap: may('number', 'the lap that it shows; left out: the finish'),
      order: must('cars', 'cars in order'),
      laps: may('numbers', 'laps by car'),
    },
  },
  'let-stand': {
    says: 'leaves a read that seems to be missing, a gap or a car that is not read any more as it is; it is offered no longer',
    needs: ['meeting'],
    fields: {
      what: { type: 'choice', choices: LETS_STAND, says: 'what is left' },
      car: may('text', 'the car, of a missed read or one that is silent; with `race`'),
      lap: may('number', 'the lap that is too long'),
      decoder: may('text', 'the decoder of a gap'),
      epoch: may('number', 'its epoch; left out: 0'),
      number: may('number', 'a number that is missing'),
      why: must('text', 'the reason'),
    },
  },
  finish: {
    says: 'records the finish',
    needs: ['race'],
    fields: {
      order: may('cars', 'finishers in order; left out with no statuses: as the race was run'),
      statuses: may('statuses', 'car: status, for those without a finish'),
      laps: may('numbers', 'car: laps done'),
      bestLapsUs: may('lap-times', 'car: best lap; in a night `best-laps: { "12": 8.300 }` in seconds'),
      timesUs: may('lap-times', 'car: time of the race; in a night `times: { "12": 301.250 }` in seconds; what `add-time` adds to'),
      details: may('fields', 'car: what else the result says of it, as `{ incidents: 4 }`; read in formulas as `result.incidents`'),
      source: may('text', 'where it was taken from, as the number of a result file'),
    },
  },
  time: {
    says: 'records the lap times of a car in a timed round',
    needs: ['race'],
    fields: {
      car: must('text', 'car number'),
      timesUs: must('microseconds', 'lap times in the order driven; in a night `times: [8.300, 8.350]` in seconds'),
    },
  },
  mark: { says: 'records a moment that the rulebook names', needs: [], fields: ACT },
  record: { says: 'records a paper, a check or a weight that the rulebook names', needs: [], fields: ACT },
  call: { says: 'makes a call that the rulebook names', needs: [], fields: ACT },
  file: {
    says: 'files a protest, claim or other case',
    needs: [],
    fields: {
      case: must('text', 'kind of case of the rulebook'),
      id: must('text', 'an id of your choice'),
      filer: must('text', 'who files'),
      against: may('text', 'against whom'),
      about: may('text', 'id of another case that it is about, as that of an appeal'),
      class: may('text', 'class id'),
      car: may('text', 'car number'),
      fields: may('fields', 'what the form asks'),
      paidCents: may('cents', 'fee paid; in a night `paid: $75.00`'),
      paidBy: may('text', 'how, as cash'),
    },
  },
  rule: {
    says: 'rules on a case',
    needs: [],
    fields: { id: must('text', 'the case'), outcome: must('text', 'an outcome of the rulebook'), fields: may('fields', 'findings') },
  },
  pay: {
    says: 'records a payment',
    needs: [],
    fields: {
      person: must('text', 'who pays'),
      cents: must('cents', 'how much; in a night `amount: $25.00`'),
      for: must(
        'text',
        'what for; `buy-in` buys in for the season, the id of a case or `fine` pays a fine, a fund is given it, `purse` gives back what is due no longer',
      ),
    },
  },
  receive: {
    says: 'takes money in for an account or a fund',
    needs: [],
    fields: {
      to: must('text', 'the account or fund'),
      cents: must('cents', 'how much; in a night `amount: $25.00`'),
      from: may('text', 'who gave it, as a sponsor'),
      why: may('text', 'what it is'),
    },
  },
  'pay-out': {
    says: 'pays out what is due to somebody, or a bill from an account',
    needs: [],
    fields: {
      person: must('text', 'to whom it is due, or whose bill it is'),
      cents: must('cents', 'how much; in a night `amount: $25.00`'),
      collector: may('text', 'who takes it; left out: the person'),
      for: may('text', 'only for this: `purse`, a block of the purse, a race, a fund, a case, `refund`; left out: the oldest first'),
      from: may('text', 'the account or fund that pays a bill; left out: what is due to the person'),
      how: may('text', 'how, as cash or a check number'),
    },
  },
  transfer: {
    says: 'moves money from one account of the club to another',
    needs: [],
    fields: {
      from: must('text', 'the account or fund it is taken from'),
      to: must('text', 'the account or fund that gets it'),
      cents: must('cents', 'how much; in a night `amount: $25.00`'),
      why: must('text', 'the reason'),
    },
  },
  'close-out': {
    says: 'closes the money of a night: the till is counted and the sheet signed',
    needs: ['meeting'],
    fields: {
      cents: must('cents', 'the money as counted; in a night `amount: $25.00`'),
      approvals: may('texts', 'who signs too, `role` or `role:Name`'),
      why: may('text', 'why it is not what the book says'),
    },
  },
  tick: {
    says: 'ticks a step of a procedure, or one line of its checklist',
    needs: [],
    fields: {
      step: must('text', 'the step'),
      line: may('text', 'the line'),
      class: may('text', 'class id'),
      car: may('text', 'car number'),
      cars: may('cars', 'several cars'),
      person: may('text', 'a name'),
      case: may('text', 'id of a case'),
    },
  },
  'post-order': {
    says: 'posts an order that the rulebook asks officials for; `schedule` orders the classes of the day',
    needs: ['meeting'],
    fields: {
      class: may('text', 'class id'),
      name: must('text', 'name of the order'),
      order: must('texts', 'cars, or classes for `schedule`'),
    },
  },
  'post-scores': {
    says: 'posts numbers that were worked out elsewhere, as passing points',
    needs: ['meeting'],
    fields: { class: must('text', 'class id'), name: must('text', 'name of the scores'), scores: must('numbers', 'car: number') },
  },
  'carry-points': {
    says: 'brings in season points from before',
    needs: [],
    fields: { class: must('text', 'class id'), points: must('numbers', 'driver: points') },
  },
  'make-official': { says: 'makes a result official', needs: ['race'], fields: {} },
  void: {
    says: 'voids a fact',
    needs: [],
    fields: { fact: must('number', 'its number; in a night the name it was given by `as`'), why: must('text', 'the reason') },
  },
  restore: {
    says: 'lets a void fact stand again',
    needs: [],
    fields: { fact: must('number', 'its number'), why: must('text', 'the reason') },
  },
  correct: {
    says: 'corrects fields of a fact',
    needs: [],
    fields: {
      fact: must('number', 'its number'),
      body: must('fields', 'the fields as they should have been'),
      why: must('text', 'the reason'),
    },
  },
};
