/** What the fields of these blocks mean, for people who write a rulebook. */
export const ACTS = {
  act: { says: 'what officials read, as: the car brought out the caution', once: 'a second one within this span is refused' },
  once: { per: 'how long one is enough', says: 'what is said when a second one is refused' },
  displaces: { when: 'holds for an earlier one (`old`) that this one (`act`) pushes out' },
  ladder: { whose: 'against whom it counts', steps: 'what each count costs, in order' },
  ladderStep: { at: 'the count at which it is taken: 1 the first time', then: 'what it costs' },
  requirement: {
    when: 'it is asked only while this holds',
    effect: 'what happens when it does not hold: refuse the command, put it on record with a flag, or ask for confirmation',
    override: 'roles that may have it done all the same',
  },
  draw: {
    of: 'for whom one is drawn: each entry, or once for the race, the class or the meeting',
    says: 'what is drawn',
    low: 'lowest number in the bucket',
    high: 'highest number in the bucket',
  },
  combining: {
    classes: 'classes that may be joined, those in front first; left out: any',
    when: 'a class may be joined while this holds',
    approvals: 'roles that have to approve',
    consent: 'whether all in it must agree (all), who declines is refunded (refund), or nobody is asked (none)',
    says: 'what is joined and when',
  },
  outcome: {
    says: 'how the case ends',
    then: 'what follows for who bears it',
    fee: 'who gets which part of the fee; the first takes what a division leaves over',
  },
  feePart: { to: 'who gets it: filer, against, or a fund of the club' },
  case: {
    says: 'what is filed, as: a protest',
    by: 'roles that may file it, or anyone',
    fee: 'what filing costs',
    holds: 'what waits until it is decided',
    lapses: 'when it ends by itself',
    outcomes: 'how it may end',
    'decided-by': 'roles that may rule on it',
  },
  caseFee: { cents: 'the fee, in cents', pay: 'how it may be paid, as cash; left out: in any way' },
  lapses: { when: 'it ends by itself once this holds', says: 'why it ended', outcome: 'the outcome it ends with' },
} as const;
