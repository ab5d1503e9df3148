import { type Context, meetings, memo, msOf } from '../context.ts';
import type { AnyFact, Fact } from '../fact.ts';

/** A transponder in a car, as it was said last. */
export interface Carried {
  readonly transponder: string;
  readonly class: string;
  readonly car: string;
  readonly from?: string;
  readonly fact: number;
  /** Where it was said: by an assignment, or with a sign-in. */
  readonly said: 'assigned' | 'sign-in';
}

/** Which transponders are in which cars, over all that was ever said: each car has the one it was given last. */
export function carried(context: Context): readonly Carried[] {
  return memo(context, 'transponders in cars', () => {
    const byCar = new Map<string, Carried>();
    for (const fact of transponderFacts(context)) {
      const { class: classId, car } = fact.body;
      const key = `${classId} ${car}`;
      if (fact.kind === 'car-signed-in') {
        const transponder = fact.body.details['transponder'];
        if (transponder === undefined || transponder === '') continue;
        byCar.set(key, { transponder: String(transponder), class: classId, car, fact: fact.seq, said: 'sign-in' });
      } else if (fact.body.off !== true)
        byCar.set(key, {
          transponder: fact.body.transponder,
          class: classId,
          car,
          ...(fact.body.from === undefined ? {} : { from: fact.body.from }),
          fact: fact.seq,
          said: 'assigned',
        });
      else if (byCar.get(key)?.transponder === fact.body.transponder) byCar.delete(key);
    }
    return [...byCar.values()];
  });
}

type Says = Fact<'car-signed-in'> | Fact<'transponder-assigned'>;

function transponderFacts(context: Context): readonly Says[] {
  const { club, seasons } = context.state;
  const lists = [club, ...seasons.values(), ...meetings(context).map((each) => each.facts.facts)];
  const says = (fact: AnyFact): fact is Says => fact.kind === 'car-signed-in' || fact.kind === 'transponder-assigned';
  return lists.flatMap((list) => [...list.matching('says transponders', says)]).toSorted((a, b) => a.seq - b.seq);
}

/** Transponders that were read at a meeting and are in no car. */
export function strangers(
  context: Context,
  meeting: string,
): readonly { readonly transponder: string; readonly reads: number; readonly ms: number }[] {
  const known = new Set(carried(context).map((each) => each.transponder));
  const found = new Map<string, { reads: number; ms: number }>();
  const { passings } = context.state.meetings.get(meeting) ?? {};
  for (const { body, at } of passings?.of('passing-read') ?? []) {
    if (body.transponder === undefined || known.has(body.transponder)) continue;
    found.set(body.transponder, { reads: (found.get(body.transponder)?.reads ?? 0) + 1, ms: msOf(at) });
  }
  return [...found].map(([transponder, read]) => ({ transponder, ...read }));
}
