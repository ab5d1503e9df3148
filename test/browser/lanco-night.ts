import { openClient } from '../../packages/server/src/client/index.ts';
import { openAccounts } from '../../packages/server/src/accounts/accounts.ts';
import { type Served, serveClubs } from './served.ts';
import { logsOf, nightOf } from './worlds.ts';

export const CLUB = 'lanco-micro-midget';
export const MEETING = 's7';
export const FEATURE = '125/feature';

export interface LancoNight {
  readonly served: Served;
  /** Sets the clock of the server. */
  readonly at: (instant: string) => void;
  readonly passwords: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** A night after its feature, with points and purse posted; nobody has protested yet. */
export async function lancoNight({ accounts: withAccounts = true } = {}): Promise<LancoNight> {
  const world = nightOf(CLUB, 'ex-85-cars-move-up');
  const before = world.facts.slice(
    0,
    world.facts.findIndex((fact) => fact.kind === 'case-filed'),
  );
  const { data, remove } = await logsOf([{ ...world, facts: before }]);
  // Half past eight in the evening at the track: the feature is over, and the ten minutes run.
  let now = '2018-06-03T00:33:00Z';
  const served = await serveClubs({ data, now: () => now });
  const at = (instant: string): void => {
    now = instant;
  };
  const client = openClient({ address: served.address, club: CLUB });
  for (const race of ['125/heat-1', FEATURE])
    for (const car of ['A', 'B', 'C', 'D', 'E'])
      await client.give({
        do: 'record',
        by: 'scale-official',
        meeting: MEETING,
        race,
        car,
        name: 'scales',
        fields: { pounds: 900, calipers: true },
      });
  client.close();
  const passwords: Record<string, string> = {};
  const stop = async (): Promise<void> => {
    await served.stop();
    remove();
  };
  if (!withAccounts) return { served, at, passwords, stop };
  const accounts = await openAccounts(data);
  for (const [login, name, role, desk] of [
    ['cal', 'Cal', 'driver', 'driver'],
    ['tex', 'Tex', 'technical-committee', 'steward'],
    ['tip', 'Tip', 'technical-committee', 'steward'],
    ['ben', 'Ben', 'technical-committee', 'steward'],
    ['rod', 'Rod', 'race-director', 'race-director'],
    ['tess', 'Tess', 'treasurer', 'treasurer'],
  ] as const) {
    passwords[login] = await accounts.add(login, name);
    await accounts.grant(login, CLUB, role, desk);
  }
  await accounts.close();
  return { served, at, passwords, stop };
}
