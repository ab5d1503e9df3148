/** What the fields of these blocks mean, for people who write a rulebook. */
export const DISCIPLINE = {
  amount: {
    default: 'taken when nothing is given',
    least: 'no less may be given',
    most: 'no more may be given',
    by: 'roles that may give another than the default; left out: all who rule',
    required: 'must be given and be more than 0',
  },
  panel: {
    record: 'the record, about the case, by which a member votes; its `by` names the member, as `steward:Kim`',
    field: 'the field of that record that holds the vote',
    quorum: 'how many must have voted',
    carried: 'must hold for a ruling; reads `votes` and `ruling`',
    recuse: 'sides whose people step aside: filer, against, team (all who belong to a car of either)',
    'recuse-when': 'steps aside too when this holds of `judge`',
  },
  deadline: {
    says: 'what must be done by then',
    from: 'a day, as `case.incident`, or a moment in milliseconds, as `race.ended_at`',
    minutes: 'so many minutes later',
    hours: 'so many hours later',
    days: 'so many days later',
    months: 'so many months later',
    time: 'at this time of the day that is reached, as `"11:00"`; left out: the end of that day',
    after: 'moved on a day at a time until it is later than this moment',
  },
  notice: {
    says: 'what is sent',
    text: 'the letter; {name} and {name.field} are replaced by their values',
    to: 'who gets it',
    when: 'it is due only when this holds',
    channels: 'how it may be sent; left out: in any way',
    record: 'the record, about the case, with the fields notice and channel, that puts the sending down',
    deadline: 'the deadline it must meet',
  },
  teams: {
    owner: 'the detail of a sign-in that names the owner',
    crew: 'details of a sign-in that list crew',
    'car-id': 'the detail that tells cars apart whatever number they carry, as a chassis number',
    joins: 'the record about a person, with the fields car and class, by which somebody joins a team for the meeting',
  },
  forgets: { days: 'after so many days', months: 'after so many months' },
} as const;
