import type { Context } from '../context.ts';
import { whenText } from '../day-words.ts';
import type { Expr } from '../language.ts';
import { moneyText } from '../money/amounts.ts';
import { evaluate, whole } from '../scope.ts';
import { contextOfSanction, type Sanction, scopeOfSanction } from './sanctions.ts';

/** Says in a few words what was laid on somebody, with its amounts. */
export function sanctionText(context: Context, each: Sanction): string {
  const scope = scopeOfSanction(contextOfSanction(context, each), each);
  const amount = (expr: Expr | undefined): string => (expr ? String(evaluate(scope, expr).value) : '');
  const money = (expr: Expr): string => moneyText(context.book, whole(scope, expr).value);
  const { consequence } = each;
  switch (consequence.kind) {
    case 'fine':
      return `fine of ${money(consequence.cents)}`;
    case 'points':
      return `${amount(consequence.count)} points`;
    case 'suspend': {
      const parts = [
        spelled(amount(consequence.races ?? consequence.meetings), 'meeting'),
        spelled(amount(consequence.days), 'day'),
        spelled(amount(consequence.months), 'month'),
        spelled(amount(consequence.years), 'year'),
        ...(consequence.until ? [`until ${whenText(amount(consequence.until), context.book.club.zone)}`] : []),
      ].filter((part) => part !== '');
      const open = [
        ...(consequence.untilPaid ? ['until paid'] : []),
        ...(consequence.liftedBy === undefined ? [] : [`until ${consequence.liftedBy}`]),
      ];
      return `suspended ${[...parts, ...open, ...(consequence.ever ? ['for good'] : [])].join(', ')}`.trim();
    }
    case 'places': {
      return spelled(amount(consequence.count), 'place');
    }
    case 'probation': {
      const parts = [
        consequence.days ? `for ${spelled(amount(consequence.days), 'day')}` : '',
        consequence.months ? `for ${spelled(amount(consequence.months), 'month')}` : '',
        consequence.until ? `until ${whenText(amount(consequence.until), context.book.club.zone)}` : '',
      ];
      return ['probation', ...parts.filter((part) => part !== '')].join(' ');
    }
    case 'refund':
      return `refund of ${money(consequence.cents)}`;
    case 'lose':
      return `loses ${consequence.what} of the ${consequence.of}`;
    case 'status':
      return consequence.status;
    default:
      return consequence.kind;
  }
}

/** A count with its unit, `1 day`, `2 days`; empty for none. */
function spelled(count: string, unit: string): string {
  return count === '' ? '' : `${count} ${unit}${count === '1' ? '' : 's'}`;
}
