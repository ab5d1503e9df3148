import type { Context } from '../context.ts';
import type { ActBody } from '../fact.ts';
import { mayNotHave } from '../points/award-may.ts';
import { refuse } from '../refusal.ts';

/** A ballot (`vote`) or a choice (`pick`) for somebody whom the award is not for is refused by its clause. */
export function mayBeNominated(context: Context, body: Pick<ActBody, 'name' | 'fields'>, season: string | undefined): void {
  const { award, nominee } = body.fields;
  if ((body.name !== 'vote' && body.name !== 'pick') || typeof award !== 'string' || typeof nominee !== 'string') return;
  const rule = context.book.awards.find((each) => each.id === award);
  const no = rule && mayNotHave(context, rule, { driver: nominee, ...(season === undefined ? {} : { season }) });
  if (no) refuse('not-for-the-award', no.says, { clauses: rule.clauses, field: 'nominee', because: no });
}
