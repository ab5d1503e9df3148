import { type Context, memo, meetingOf } from '../context.ts';

/** Numbers of a decoder that are missing between two of its passings on record. */
export interface NumberGap {
  readonly decoder: string;
  readonly epoch: number;
  readonly from: number;
  readonly until: number;
  /** When the passings before and after it were read; microseconds since 1970. */
  readonly beforeUs: number;
  readonly afterUs: number;
  /** The passing after it. */
  readonly fact: number;
}

/** Lists the gaps in the numbers of every decoder at a meeting; those that officials let stand are left out. */
export function gapsOf(context: Context, meeting: string): readonly NumberGap[] {
  return memo(context, `gaps ${meeting}`, () => {
    const { passings, facts } = meetingOf(context, meeting).facts;
    const stands = facts.of('reading-let-stand').filter((fact) => fact.body.what === 'gap');
    const numbered = passings.of('passing-read').flatMap((fact) => {
      const { number, decoder = '', epoch = 0, timeUs } = fact.body;
      return number === undefined ? [] : [{ number, decoder, epoch, timeUs, fact: fact.seq }];
    });
    const byDecoder = Map.groupBy(numbered, (each) => `${each.epoch} ${each.decoder}`);
    const gaps = [...byDecoder.values()].flatMap((own) => {
      const sorted = own.toSorted((a, b) => a.number - b.number);
      return sorted.flatMap((after, index): readonly NumberGap[] => {
        const before = sorted[index - 1];
        if (before === undefined || after.number - before.number < 2) return [];
        const { decoder, epoch, fact } = after;
        const between = { from: before.number + 1, until: after.number - 1, beforeUs: before.timeUs, afterUs: after.timeUs };
        return [{ decoder, epoch, ...between, fact }];
      });
    });
    return gaps.filter(
      (gap) =>
        !stands.some(
          ({ body }) =>
            body.decoder === gap.decoder &&
            (body.epoch ?? 0) === gap.epoch &&
            (body.from ?? 0) <= gap.from &&
            (body.until ?? 0) >= gap.until,
        ),
    );
  });
}
