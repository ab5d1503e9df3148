import type { Context } from '../context.ts';
import type { Expr } from '../language.ts';
import { evaluate } from '../scope.ts';
import { contextOfSanction, type Sanction, scopeOfSanction } from './sanctions.ts';

/** Says in a few words what was laid on somebody, with its amounts. */
export function sanctionText(context: Context, each: Sanction): string {
  const scope = scopeOfSanction(contextOfSanction(context, each), each);
  const amount = (expr: Expr | undefined): string => (expr ? String(evaluate(scope, expr).value) : '');
  const { consequence } = each;
  switch (consequence.kind) {
    case 'fine':
      return `fine of ${amount(consequence.cents)} cents`;
    case 'points':
      return `${amount(consequence.count)} points`;
    case 'suspend': {
      const parts = [
        [amount(consequence.races ?? consequence.meetings), 'meetings'],
        [amount(consequence.days), 'days'],
        [amount(consequence.months), 'months'],
        [amount(consequence.years), 'years'],
        [amount(consequence.until), ''],
      ].flatMap(([value, unit]) => (value === '' ? [] : [unit === '' ? `until ${value ?? ''}` : `${value ?? ''} ${unit ?? ''}`]));
      const open = [
        ...(consequence.untilPaid ? ['until paid'] : []),
        ...(consequence.liftedBy === undefined ? [] : [`until ${consequence.liftedBy}`]),
      ];
      return `suspended ${[...parts, ...open, ...(consequence.ever ? ['for good'] : [])].join(', ')}`.trim();
    }
    case 'places': {
      const places = amount(consequence.count);
      return `${places} ${places === '1' ? 'place' : 'places'}`;
    }
    case 'probation': {
      const parts = [
        consequence.days ? `for ${amount(consequence.days)} days` : '',
        consequence.months ? `for ${amount(consequence.months)} months` : '',
        consequence.until ? `until ${amount(consequence.until)}` : '',
      ];
      return ['probation', ...parts.filter((part) => part !== '')].join(' ');
    }
    case 'refund':
      return `refund of ${amount(consequence.cents)} cents`;
    case 'lose':
      return `loses ${consequence.what} of the ${consequence.of}`;
    case 'status':
      return consequence.status;
    default:
      return consequence.kind;
  }
}
