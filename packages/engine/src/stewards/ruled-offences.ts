import { type Context, contextOfMeeting, memoList, meetings } from '../context.ts';
import { type Offence, sharing, within } from '../control/offences.ts';
import type { Fact, Fields } from '../fact.ts';
import { calledOn } from '../points/effects.ts';
import { accusedTeam } from './case-names.ts';
import type { Ladder } from '../language.ts';
import { clubCases, type FiledCase, filedCases, inForce } from './open-cases.ts';
import { teamOfPerson } from './teams.ts';

/** An offence that was ruled on, with what the ruling said. */
export interface RuledOffence extends Offence {
  readonly ladder: string;
  readonly who: string;
  readonly owner: string;
  readonly fields: Fields;
}

/** Every offence that a ruling in force put on a ladder, oldest first. */
export function ruledOffences(context: Context): readonly RuledOffence[] {
  return memoList(context, 'ruled offences', () =>
    [
      ...clubCases(context).flatMap((filed) => offenceOf(context, filed)),
      ...meetings(context).flatMap((meeting) => {
        const there = contextOfMeeting(context, meeting.id);
        return filedCases(there, meeting.id).flatMap((filed) => offenceOf(there, filed));
      }),
    ].toSorted((a, b) => a.seq - b.seq),
  );
}

function offenceOf(context: Context, filed: FiledCase): readonly RuledOffence[] {
  const ended = inForce(context, filed);
  const { fact } = filed;
  if (ended?.outcome.ladder === undefined) return [];
  const who = (ended.outcome.on === 'against' ? fact.body.against : fact.body.filer) ?? '';
  const team = fact.meeting === undefined ? undefined : teamOfPerson(context, fact.meeting, who, fact.body.car);
  return [
    {
      ladder: ended.outcome.ladder,
      who,
      owner: team?.owner ?? who,
      seq: ended.ruled.seq,
      at: fact.at,
      by: 1,
      case: fact.body.id,
      fields: ended.ruled.body.fields,
      ...(fact.season !== undefined ? { season: fact.season } : {}),
      ...(fact.meeting !== undefined ? { meeting: fact.meeting } : {}),
      ...(fact.race !== undefined ? { race: fact.race } : {}),
    },
  ];
}

/** The ruled offences of somebody on a ladder, or one that shares its count, before a fact. */
export function ruledOn(context: Context, ladder: Ladder, who: string, before = Number.MAX_SAFE_INTEGER): readonly RuledOffence[] {
  const counted = sharing(ladder);
  return ruledOffences(context).filter(
    (each) => counted.has(each.ladder) && each.seq < before && (ladder.whose === 'owner' ? each.owner : each.who) === who,
  );
}

/** Earlier offences that a ruling on a case looks back on: those ruled on, and calls on a ladder that shares the count. */
export function offencesOn(
  context: Context,
  ladderId: string,
  fact: Pick<Fact<'case-filed'>, 'season' | 'meeting' | 'race' | 'body'>,
  ruling: { readonly at: string; readonly seq?: number },
): readonly (Offence & Pick<Partial<RuledOffence>, 'fields'>)[] {
  const ladder = context.book.ladders.get(ladderId);
  if (!ladder) return [];
  const { season, meeting, race } = fact;
  const asked = {
    at: ruling.at,
    ...(season === undefined ? {} : { season }),
    ...(meeting === undefined ? {} : { meeting }),
    ...(race === undefined ? {} : { race }),
  };
  const against = fact.body.against ?? '';
  const who = ladder.whose === 'owner' ? (accusedTeam(context, fact)?.owner ?? against) : against;
  const before = ruling.seq ?? Number.MAX_SAFE_INTEGER;
  const all = [...ruledOn(context, ladder, who, before), ...calledOn(context, ladder, who, before)];
  return within(
    context,
    ladder,
    all.toSorted((a, b) => a.seq - b.seq),
    asked,
  );
}
