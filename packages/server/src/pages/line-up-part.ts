import type { LineUp, Slot } from '@racetower/engine';
import { html } from 'hono/html';
import { type Html, note, plate, table, tag } from './layout.ts';
import { driverLink } from './driver-link.ts';
import type { Reading } from './reading.ts';
import { why } from './why-link.ts';
import { counted } from './words.ts';

export interface RaceAt {
  readonly meeting: string;
  readonly race: string;
}

/** Who starts where, in the rows in which cars are gridded: the inside to the left. */
export function lineUpPart(reading: Reading, lined: LineUp, at: RaceAt): Html {
  if (lined.waitsFor.length > 0) return note(`The line-up waits: ${lined.waitsFor.join('; ')}.`);
  if (lined.slots.length === 0) return note('Nobody starts.');
  return html`<p class="facts">
      ${standingTag(lined)} ${counted(lined.slots.length, 'car')}${lined.laps ? html`, ${counted(lined.laps.laps, 'lap')}` : ''}
    </p>
    ${slotsList(reading, lined, at)} ${alternatesPart(lined)}`;
}

function standingTag({ standing }: LineUp): Html {
  if (standing === 'computed') return tag('calm', 'as the rulebook has it now');
  return standing === 'posted' ? tag('good', 'posted') : tag('warn', 'changed by an official');
}

/** The slots as a list in their rows. */
export function slotsList(reading: Reading, { slots }: Pick<LineUp, 'slots'>, at: RaceAt): Html {
  const paired = slots.some((slot) => slot.side === 'outside');
  return html`<ol class="grid${paired ? ' paired' : ''}">
    ${slots.map((slot) => slotPart(reading, slot, at))}
  </ol>`;
}

function slotPart(reading: Reading, slot: Slot, { meeting, race }: RaceAt): Html {
  const place = html`${slot.slot === 1 ? 'Pole' : `Row ${slot.row} ${slot.side}`}`;
  return html`<li class="slot ${slot.side}">
    ${plate(slot.car)}<span class="who"
      >${driverLink(reading, slot.car, slot.driver, { meeting, class: race.split('/')[0] ?? '' })}<span class="where"
        >${why(reading, { of: 'line-up', meeting, race, car: slot.car }, place, 'why this slot')}</span
      ></span
    >
  </li> `;
}

function alternatesPart({ alternates }: LineUp): Html {
  if (alternates.length === 0) return html``;
  return table({
    caption: 'Alternates',
    heads: ['In line', 'Car', 'Driver'],
    rows: alternates.map((each, index) => [index + 1, plate(each.car), each.driver]),
    numbers: [0],
    head: 2,
  });
}
