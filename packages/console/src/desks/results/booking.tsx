import type { CommandKind } from '@racetower/engine';
import { useView } from '../../api/club.tsx';
import type { Unsigned } from '../../api/giving.tsx';
import { useWords } from '../../words/words.tsx';
import { type MoneyField, MoneyForm } from './money-form.tsx';
import { WORDS } from './words.ts';

/** What is booked by hand, and by which command. */
export const BOOKINGS = [
  { kind: 'receive', command: 'receive' },
  { kind: 'take-payment', command: 'pay' },
  { kind: 'transfer', command: 'transfer' },
  { kind: 'bill', command: 'pay-out' },
] as const satisfies readonly { readonly kind: string; readonly command: CommandKind }[];
export type BookingKind = (typeof BOOKINGS)[number]['kind'];

export interface BookingProps {
  readonly kind: BookingKind;
  readonly meeting: string;
  readonly onClose: () => void;
}

/** The form of one booking; accounts are those that the book of the club has. */
export function Booking({ kind, meeting, onClose }: BookingProps) {
  const say = useWords(WORDS);
  const accounts = useView('balances', {}).answer?.accounts.filter((each) => each.kind === 'account' || each.kind === 'fund') ?? [];
  const own = useView('ledger', {}).answer?.balances ?? {};
  const ofClub = accounts.map(({ account, kind: sort }) => ({ id: account, says: account, more: say(`kind-${sort}`) }));
  const ofPeople = Object.keys(own)
    .filter((account) => !ofClub.some((each) => each.id === account))
    .map((account) => ({ id: account, says: account }));
  const amount: MoneyField = { name: 'cents', label: say('amount'), hint: say('amount-hint') };
  const why: MoneyField = { name: 'why', label: say('why') };
  const all = [...ofClub, ...ofPeople];
  const forms: Readonly<Record<BookingKind, Form>> = {
    receive: {
      fields: [amount, { name: 'to', label: say('to'), choices: ofClub }, { name: 'from', label: say('given-by') }, why],
      commandOf: ({ to = '', ...rest }, cents) => ({ do: 'receive', meeting, to, cents, ...rest }),
    },
    'take-payment': {
      fields: [amount, { name: 'person', label: say('person') }, { name: 'for', label: say('for'), hint: say('for-hint') }],
      commandOf: ({ person = '', for: what = '' }, cents) => ({ do: 'pay', meeting, person, for: what, cents }),
    },
    transfer: {
      fields: [amount, { name: 'from', label: say('from'), choices: all }, { name: 'to', label: say('to'), choices: all }, why],
      commandOf: ({ from = '', to = '', why: reason = '' }, cents) => ({ do: 'transfer', meeting, from, to, cents, why: reason }),
    },
    bill: {
      fields: [
        amount,
        { name: 'person', label: say('whose-bill') },
        { name: 'from', label: say('from'), choices: ofClub },
        { name: 'how', label: say('how'), hint: say('how-hint') },
      ],
      commandOf: ({ person = '', ...rest }, cents) => ({ do: 'pay-out', meeting, person, cents, ...rest }),
    },
  };
  const { fields, commandOf } = forms[kind];
  return <MoneyForm title={say(kind)} verb={say('book')} fields={fields} commandOf={commandOf} onClose={onClose} />;
}

interface Form {
  readonly fields: readonly MoneyField[];
  readonly commandOf: (filled: Readonly<Record<string, string>>, cents: number) => Unsigned;
}
