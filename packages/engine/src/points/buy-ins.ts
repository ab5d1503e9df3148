import { because, type Because } from '../because.ts';
import { type Context, memo, meetings } from '../context.ts';

/** Who bought in for a season, by person, with the payment: one made for `buy-in` at the season, at a meeting of it or at the club's desk. */
export function buyInsOf(context: Context, season: string | undefined): ReadonlyMap<string, Because> {
  return memo(context, `buy-ins ${season ?? ''}`, () => {
    const atMeetings = meetings(context)
      .filter((each) => each.season === season)
      .flatMap((each) => each.facts.facts.of('payment-made'));
    const ofSeason = season === undefined ? [] : (context.state.seasons.get(season)?.of('payment-made') ?? []);
    const paid = [...context.state.club.of('payment-made'), ...ofSeason, ...atMeetings].filter((fact) => fact.body.for === 'buy-in');
    return new Map(paid.map((fact) => [fact.body.person, because(`${fact.body.person} bought in`, { facts: [fact.seq] })]));
  });
}
