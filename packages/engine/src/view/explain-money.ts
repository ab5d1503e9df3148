import { because, type Because } from '../because.ts';
import { refuse } from '../refusal.ts';
import { absent, type Asked, meetingOfPath, need } from './asked.ts';
import { balancesView, closeOutView, earningsView, fundView, fundSharesView, payoutView, purseView } from './money.ts';

/** What of the money can be explained, and how the path is written. */
export const MONEY_EXPLAINED: Readonly<
  Record<string, { readonly path: string; readonly says: string; readonly explain: (asked: Asked) => Because }>
> = {
  purse: { path: 'purse [CLASS or CLASS/RACE] [CAR]', says: 'what a night, a race or a car is paid', explain: purseReason },
  balance: {
    path: 'balance ACCOUNT or PERSON',
    says: 'what an account holds, or how somebody stands with the club',
    explain: balanceReason,
  },
  payout: { path: 'payout [PERSON]', says: 'what is due at the window', explain: payoutReason },
  'close-out': {
    path: 'close-out',
    says: 'the money of the night',
    explain: ({ context, about }) => closeOutView(context, meetingOfPath(about)).because,
  },
  fund: {
    path: 'fund FUND',
    says: 'what a fund holds',
    explain: ({ context, words }) => fundView(context, need(words, 0, 'a fund')).because,
  },
  'fund-shares': { path: 'fund-shares FUND [PERSON]', says: 'how a fund is shared out', explain: sharesReason },
  earnings: { path: 'earnings [PERSON]', says: 'what somebody earned in the season', explain: earningsReason },
};

function purseReason({ context, words, about }: Asked): Because {
  const [place, car] = words;
  const where = place === undefined ? {} : place.includes('/') ? { race: place } : { class: place };
  const shown = purseView(context, meetingOfPath(about), { ...where, ...(car === undefined ? {} : { car }) });
  if (car !== undefined && shown.lines.length === 0) return absent(`car ${car}`, 'the purse', []);
  return shown.because;
}

function balanceReason({ context, words }: Asked): Because {
  const name = words.join(' ');
  if (name === '') return refuse('field-missing', 'the path needs an account or a person', { field: 'path' });
  const account = balancesView(context, { account: name }).accounts[0];
  const person = balancesView(context, { person: name }).people[0];
  return (
    account?.because ??
    person?.because ??
    absent(
      name,
      'the book of the club',
      balancesView(context, {}).accounts.map((each) => each.account),
    )
  );
}

function payoutReason({ context, words, about }: Asked): Because {
  const person = words.join(' ');
  const at = about.meeting === undefined ? {} : { meeting: about.meeting };
  return payoutView(context, { ...at, ...(person === '' ? {} : { person }) }).because;
}

function sharesReason({ context, words, about }: Asked): Because {
  const shared = fundSharesView(context, need(words, 0, 'a fund'), about.season);
  const person = words.slice(1).join(' ');
  if (person === '') return shared.because;
  const own = shared.shares.filter((each) => each.person === person);
  if (own.length === 0)
    return absent(
      person,
      `the shares of ${shared.fund}`,
      shared.shares.map((each) => each.person),
    );
  return own.length === 1 && own[0] ? own[0].because : because(person, { from: own.map((each) => each.because) });
}

function earningsReason({ context, words, about }: Asked): Because {
  const person = words.join(' ');
  const of = { ...(about.season === undefined ? {} : { season: about.season }), ...(person === '' ? {} : { person }) };
  const row = person === '' ? undefined : earningsView(context, of).earners[0];
  return row?.because ?? earningsView(context, of).because;
}
