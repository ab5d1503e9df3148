import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, memo, meetings } from '../context.ts';
import { actNames, consequencesOf, whereOf } from '../control/consequences.ts';
import { stepAt } from '../control/ladders.ts';
import { actsAway } from '../entry/acts.ts';
import type { Consequence } from '../language.ts';
import { type FallenConsequence, fallenConsequences, nthOnLadder } from '../points/effects.ts';
import { type Scope, scopeFor } from '../scope.ts';
import { factAt } from '../state.ts';
import { consequencesOfCase, scopeOfRuling } from './cases.ts';
import { clubCases, caseById, inForce } from './open-cases.ts';
import { type CarMark, members, teamOfCar, type Team } from './teams.ts';

/** A consequence that outlasts its race: a fine, a suspension, a reprimand … with who bears it and since when. */
export interface Sanction extends FallenConsequence {
  /** Instant of the call, or of the ruling or the act that confirmed it. */
  readonly at: string;
  readonly meeting?: string;
  readonly season?: string;
  readonly team?: Team;
  readonly because: Because;
}

const LASTING: ReadonlySet<Consequence['kind']> = new Set([
  'fine',
  'suspend',
  'reprimand',
  'probation',
  'warning',
  'points',
  'lose',
  'status',
]);

/** Lists everything lasting that calls and rulings have brought, in the order of the log; once for a person, however many entries they have. */
export function sanctions(context: Context): readonly Sanction[] {
  return memo(context, 'sanctions', () => {
    const atMeetings = meetings(context).flatMap((meeting) => {
      const there = contextOfMeeting(context, meeting.id);
      return fallenConsequences(there, meeting.id).map((each) => ({ each, there, meeting: meeting.id }));
    });
    const atClub = clubConsequences(context).map((each) => ({ each, there: context, meeting: undefined }));
    return once([...atClub, ...atMeetings].filter(({ each }) => LASTING.has(each.consequence.kind)))
      .map(({ each, there, meeting }) => sanctionOf(there, each, meeting))
      .toSorted((a, b) => a.fact - b.fact);
  });
}

/** Those that calls and rulings away from meetings have brought: no race is looked at, so that line-ups may ask. */
export function sanctionsAway(context: Context): readonly Sanction[] {
  return memo(context, 'sanctions away', () =>
    clubConsequences(context)
      .filter((each) => LASTING.has(each.consequence.kind))
      .map((each) => sanctionOf(context, each, undefined)),
  );
}

interface Found {
  readonly each: FallenConsequence;
  readonly there: Context;
  readonly meeting: string | undefined;
}

/** A person with two entries is fined and suspended once. */
function once(found: readonly Found[]): readonly Found[] {
  const seen = new Map<Consequence, Set<string>>();
  return found.filter(({ each }) => {
    if (each.consequence.kind === 'status' || each.consequence.kind === 'lose') return true;
    const known = seen.get(each.consequence) ?? new Set();
    seen.set(each.consequence, known);
    const key = `${each.fact} ${each.driver}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** What fell, with who bears it, since when and why. */
export function sanctionOf(context: Context, each: FallenConsequence, meeting: string | undefined): Sanction {
  const fact = factAt(context.state, each.fact);
  const filed = each.case === undefined ? undefined : caseById(context, each.case);
  const ended = filed && inForce(context, filed);
  const team = meeting === undefined || each.car === '' ? undefined : teamOfCar(context, meeting, each.class, each.car);
  const season = fact?.season;
  return {
    ...each,
    at: ended?.at ?? fact?.at ?? '1970-01-01T00:00:00Z',
    ...(meeting === undefined ? {} : { meeting }),
    ...(season === undefined ? {} : { season }),
    ...(team === undefined ? {} : { team }),
    because: because(`${wordOf(each.consequence)} for ${each.bearer === 'team' ? `the team of car ${each.car}` : each.driver}`, {
      clauses: each.clauses,
      facts: ended?.facts ?? [each.fact],
      from:
        each.bearer === 'team' && team
          ? [because(`the team: ${members(team).join(', ')}`, { clauses: team.clauses, facts: team.facts })]
          : [],
    }),
  };
}

function wordOf(consequence: Consequence): string {
  return consequence.kind === 'suspend' ? 'suspension' : consequence.kind;
}

/** What fell by calls and rulings away from meetings. */
function clubConsequences(context: Context): readonly FallenConsequence[] {
  const called = actsAway(context).flatMap((fact): readonly FallenConsequence[] => {
    if (fact.kind !== 'call-made') return [];
    const driver = fact.body.person ?? '';
    const act = context.book.acts.get(fact.body.name);
    const ladder = act?.ladder === undefined ? undefined : context.book.ladders.get(act.ladder);
    const nth = ladder ? nthOnLadder(context, ladder, fact, driver) : 1;
    const step = ladder ? stepAt(ladder, nth) : undefined;
    const steps = (step?.consequences ?? []).map((consequence) => ({ consequence, clauses: step?.clauses ?? [] }));
    return [...steps, ...consequencesOf(context, fact, nth)].map((applied) => ({
      ...applied,
      fact: fact.seq,
      class: fact.body.class ?? '',
      car: '',
      driver,
    }));
  });
  return [...called, ...clubCases(context).flatMap((filed) => consequencesOfCase(context, filed))];
}

/** The scope of a formula in what fell: the call or the ruling that brought it. */
export function scopeOfSanction(context: Context, each: Pick<Sanction, 'fact' | 'class' | 'car'>): Scope {
  const fact = factAt(context.state, each.fact);
  if (fact?.kind === 'case-ruled') return scopeOfRuling(context, fact);
  if (fact?.kind === 'call-made') {
    const place = { ...whereOf(fact), ...(each.class === '' ? {} : { class: each.class }), ...(each.car === '' ? {} : { car: each.car }) };
    return scopeFor(context, place, actNames(fact, 1), fact.at);
  }
  return scopeFor(context, {});
}

/** The context of the edition that a sanction was given under. */
export function contextOfSanction(context: Context, each: Pick<Sanction, 'meeting'>): Context {
  return each.meeting === undefined ? context : contextOfMeeting(context, each.meeting);
}

/** Persons whom a sanction of a kind of person may fall on: its bearer, or those of the team. */
export function personsOf(each: Sanction, who: readonly string[]): readonly string[] {
  const { team } = each;
  const all = who.flatMap((word): readonly string[] => {
    if (word === 'self') return each.bearer === 'team' && team ? members(team) : [each.driver];
    if (word === 'driver') return [team?.driver ?? each.driver];
    if (word === 'owner') return team?.owner === undefined ? [] : [team.owner];
    if (word === 'crew') return team?.crew ?? [];
    if (word === 'team') return team ? [...members(team), each.driver] : [each.driver];
    return [];
  });
  return [...new Set(all)].filter((name) => name !== '');
}

/** The car that a sanction keeps out, when it does. */
export function carOf(each: Sanction, who: readonly string[]): CarMark | undefined {
  return who.includes('car') || who.includes('team') || (who.includes('self') && each.bearer === 'team') ? each.team : undefined;
}
