import { gapsOf } from '../control/gaps.ts';
import { missedReadsOf } from '../control/missed-reads.ts';
import { silentCars } from '../control/silent.ts';
import type { FactBodies, Passes } from '../fact.ts';
import { plannedRace } from '../lineup/plan.ts';
import { refuse } from '../refusal.ts';
import { type Deciding, factOf, type Handler, joinPasses, meetingFor, notClosed, passGates } from './deciding.ts';

type Body = Omit<FactBodies['reading-let-stand'], keyof Passes>;

/**
 * Puts on record that officials looked at a read that seems to be missing, a gap in the numbers of a decoder or a car that is not read
 * any more, and leave it as it is: it is offered no longer. Refuses what is not offered.
 */
export const letStand: Handler<'let-stand'> = (deciding) => {
  const { command } = deciding;
  const meeting = meetingFor(deciding);
  const race = command.race === undefined ? undefined : plannedRace(deciding.context, meeting, command.race).id;
  const body = command.what === 'gap' ? gap(deciding, meeting) : ofACar(deciding, meeting, race);
  const at = { meeting, ...(command.what === 'gap' || race === undefined ? {} : { race }) };
  const passes = joinPasses([notClosed(deciding, meeting), passGates(deciding, ['let-stand'], at)]);
  return [factOf(deciding, 'reading-let-stand', { ...body, why: command.why }, { ...at, passes })];
};

function gap(deciding: Deciding<'let-stand'>, meeting: string): Omit<Body, 'why'> {
  const { decoder, number, epoch = 0 } = deciding.command;
  if (decoder === undefined) return refuse('field-missing', 'say which decoder has the gap', { field: 'decoder' });
  if (number === undefined) return refuse('field-missing', 'say a number that is missing', { field: 'number' });
  const found = gapsOf(deciding.context, meeting).find(
    (each) => each.decoder === decoder && each.epoch === epoch && each.from <= number && number <= each.until,
  );
  if (!found) return refuse('nothing-to-let-stand', `passing ${number} of ${decoder} is not missing`, { field: 'number' });
  return { what: 'gap', decoder, epoch, from: found.from, until: found.until };
}

function ofACar(deciding: Deciding<'let-stand'>, meeting: string, race: string | undefined): Omit<Body, 'why'> {
  const { what, car, lap } = deciding.command;
  if (race === undefined) return refuse('field-missing', 'say in which race', { field: 'race' });
  if (car === undefined) return refuse('field-missing', 'say which car', { field: 'car' });
  if (what === 'silent') {
    if (!silentCars(deciding.context, meeting, race).some((each) => each.car === car))
      return refuse('nothing-to-let-stand', `car ${car} is read as the others are`, { field: 'car' });
    return { what, car };
  }
  if (lap === undefined) return refuse('field-missing', 'say which lap is so long', { field: 'lap' });
  if (!missedReadsOf(deciding.context, meeting, race).some((each) => each.car === car && each.lap === lap))
    return refuse('nothing-to-let-stand', `lap ${lap} of car ${car} misses no read`, { field: 'lap' });
  return { what: 'missed-read', car, lap };
}
