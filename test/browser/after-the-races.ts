import { openClient } from '../../packages/server/src/client/index.ts';
import { type Served, serveClubs } from './served.ts';

export const CLUB = 'example-speedway';
export const MEETING = '2026-05-02';
const CARS = ['1', '2', '3', '4', '5', '6'];
const DRIVERS = ['Ava', 'Ben', 'Cal', 'Dee', 'Eli', 'Fay'];

/** A club after a heat and an A main, both provisional: five entries and a protest fee are in the till, and the protest holds third place. */
export async function afterTheRaces(): Promise<Served> {
  const served = await serveClubs({ rulebooks: [CLUB] });
  const client = openClient({ address: served.address, club: CLUB });
  const meeting = MEETING;
  await client.give({ do: 'open-season', by: 'race-director', season: '2026', starts: '2026-01-01', ends: '2026-12-31' });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting, kind: 'points', name: 'Opening night' });
  for (const [index, car] of CARS.entries()) {
    const driver = DRIVERS[index] ?? '';
    await client.give({ do: 'record', by: 'pit-steward', meeting, name: 'inspection', car, fields: { passed: true } });
    await client.give({ do: 'sign-in', by: 'sign-in', meeting, class: 'mini-stock', car, driver, pill: index + 1 });
    if (driver !== 'Fay') await client.give({ do: 'pay', by: 'sign-in', meeting, person: driver, cents: 2000, for: 'entry' });
  }
  await client.give({ do: 'finish', by: 'scorer', meeting, race: 'mini-stock/heat-1', order: CARS });
  await client.give({ do: 'draw', by: 'race-director', meeting, draw: 'invert', class: 'mini-stock', result: 4 });
  await client.give({
    do: 'finish',
    by: 'scorer',
    meeting,
    race: 'mini-stock/a-main',
    order: CARS.slice(0, 5),
    statuses: { '6': 'dns' },
  });
  await client.give({
    do: 'file',
    by: 'race-director',
    meeting,
    race: 'mini-stock/a-main',
    case: 'protest',
    id: 'p1',
    filer: 'Dee',
    against: 'Cal',
    fields: { grounds: 'the fuel smells' },
    paidCents: 5000,
    paidBy: 'cash',
  });
  client.close();
  return served;
}
