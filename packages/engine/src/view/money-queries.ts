import { meetingOf } from '../context.ts';
import { ledger } from '../money/ledger.ts';
import { balancesView, closeOutView, earningsView, fundSharesView, fundView, payoutView, purseView } from './money.ts';
import { type Asked, given, text } from './query.ts';

/** Every question about the money of the club. */
export const MONEY_QUERIES = {
  ledger: {
    fields: ['meeting?', 'season?', 'account?', 'person?', 'class?', 'race?', 'kind?'],
    says: 'every amount from account to account',
    answer: (c, q) => {
      if (q.meeting !== undefined) meetingOf(c, q.meeting);
      return ledger(c, given(q, ['meeting', 'season', 'account', 'person', 'class', 'race', 'kind']));
    },
  },
  balances: {
    fields: ['account?', 'person?'],
    says: 'what every account and fund of the club holds, and how everybody stands with it',
    answer: (c, q) => balancesView(c, given(q, ['account', 'person'])),
  },
  purse: {
    fields: ['meeting', 'race?', 'class?', 'car?', 'person?', 'block?'],
    says: 'what races and the night pay, what is held and what was lost',
    answer: (c, q) => purseView(c, text(q, 'meeting'), given(q, ['race', 'class', 'car', 'person', 'block'])),
  },
  payout: {
    fields: ['meeting?', 'season?', 'person?'],
    says: 'the sheet at the window: what is due to whom, who may take it, what was taken',
    answer: (c, q) => payoutView(c, given(q, ['meeting', 'season', 'person'])),
  },
  'close-out': {
    fields: ['meeting'],
    says: 'the money of a night in and out, held and open, as counted and signed',
    answer: (c, q) => closeOutView(c, text(q, 'meeting')),
  },
  fund: { fields: ['fund'], says: 'what a fund holds and where it came from', answer: (c, q) => fundView(c, text(q, 'fund')) },
  'fund-shares': {
    fields: ['fund', 'season?'],
    says: 'how a fund is shared out after a season, to the cent',
    answer: (c, q) => fundSharesView(c, text(q, 'fund'), q.season),
  },
  earnings: {
    fields: ['season?', 'year?', 'person?'],
    says: 'what people earned in a season, or a year of the calendar',
    answer: (c, q) => earningsView(c, given(q, ['season', 'year', 'person'])),
  },
} as const satisfies Readonly<Record<string, Asked>>;
