import { because } from '../because.ts';
import { type Context, meetingOf } from '../context.ts';
import type { AnyFact } from '../fact.ts';
import { plannedRace } from '../lineup/plan.ts';
import { factAt } from '../state.ts';

/** What a meeting or a race went through, as a race official tells it: flags, calls, moments, corrections; passings are not told. */
export function timelineView(context: Context, meeting: string, raceId: string | undefined) {
  meetingOf(context, meeting);
  const race = raceId === undefined ? undefined : plannedRace(context, meeting, raceId).id;
  const rows = [...context.state.all]
    .filter((fact) => fact.kind !== 'passing-read' && belongs(context, fact, meeting, race))
    .map((fact) => told(context, fact));
  return { rows, because: because('what happened', { facts: rows.map((row) => row.seq) }) };
}

/** A correction belongs where the fact does that it corrects. */
function belongs(context: Context, fact: AnyFact, meeting: string, race: string | undefined): boolean {
  const about = isCorrection(fact) ? factAt(context.state, fact.body.fact) : fact;
  return about?.meeting === meeting && (race === undefined || about.race === race);
}

function isCorrection(fact: AnyFact): fact is Extract<AnyFact, { readonly kind: 'fact-voided' | 'fact-restored' | 'fact-corrected' }> {
  return fact.kind === 'fact-voided' || fact.kind === 'fact-restored' || fact.kind === 'fact-corrected';
}

function told(context: Context, fact: AnyFact) {
  // A fact that was corrected stands in the state as it is now, and in the log as it was given.
  const now = isCorrection(fact) ? fact : (factAt(context.state, fact.seq) ?? fact);
  return {
    seq: fact.seq,
    at: fact.at,
    by: fact.by,
    kind: fact.kind,
    says: words(context, now),
    ...(fact.race === undefined ? {} : { race: fact.race }),
    ...(now.kind === 'flag-shown' ? { moment: now.body.moment ?? now.at, flag: now.body.flag } : {}),
    cars: carsIn(now),
    voided: context.state.voided.has(fact.seq),
    because: because(words(context, now), { facts: [fact.seq], clauses: clausesOf(context, now) }),
  };
}

function carsIn(fact: AnyFact): readonly string[] {
  const { car, cars } = fact.body as { readonly car?: string; readonly cars?: readonly string[] };
  return [...(car === undefined ? [] : [car]), ...(cars ?? [])];
}

function clausesOf(context: Context, fact: AnyFact): readonly string[] {
  if (fact.kind !== 'call-made' && fact.kind !== 'call-proposed' && fact.kind !== 'moment-marked' && fact.kind !== 'record-made') return [];
  return context.book.acts.get(fact.body.name)?.clauses ?? [];
}

/** A fact in a few words; kinds that race control does not meet by their own name. */
function words(context: Context, fact: AnyFact): string {
  const cars = carsIn(fact).join(', ');
  switch (fact.kind) {
    case 'flag-shown':
      return [`${fact.body.flag.replaceAll('-', ' ')} flag`, cars && `for ${cars}`, fact.body.why].filter(Boolean).join(' ');
    case 'call-made':
    case 'call-proposed':
    case 'moment-marked':
    case 'record-made':
      return `${cars === '' ? '' : `${cars}: `}${context.book.acts.get(fact.body.name)?.says ?? fact.body.name}`;
    case 'lap-scored':
      return `lap ${fact.body.lap}, ${fact.body.order[0] ?? ''} leads`;
    case 'order-seen':
      return `seen on the track: ${fact.body.order.join(' ')}`;
    case 'line-up-posted':
      return `line-up posted: ${fact.body.order.join(' ')}`;
    case 'line-up-changed':
      return `line-up changed, ${fact.body.why}`;
    case 'car-scratched':
      return `${fact.body.car} scratched`;
    case 'race-finished':
      return `finish: ${fact.body.order.join(' ')}`;
    case 'sheet-kept':
      return `sheet of ${fact.body.scorer}${fact.body.lap === undefined ? '' : `, lap ${fact.body.lap}`}`;
    case 'fact-voided':
      return `taken back (fact ${fact.body.fact}): ${fact.body.why}`;
    case 'fact-restored':
      return `stands again (fact ${fact.body.fact}): ${fact.body.why}`;
    case 'fact-corrected':
      return `corrected (fact ${fact.body.fact}): ${fact.body.why}`;
    default:
      return `${cars === '' ? '' : `${cars}: `}${fact.kind.replaceAll('-', ' ')}`;
  }
}
