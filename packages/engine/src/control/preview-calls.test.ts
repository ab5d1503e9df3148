import { expect, test } from 'vitest';
import { preview } from '../preview.ts';
import { Desk, type Loose } from '../testing/desk.ts';
import { acts, call, ladder, RACE, raceBook } from '../testing/race-night.ts';
import { literal } from '../testing/rulebook.ts';
import { restartView } from '../view/more.ts';
import { raceRun } from './race-run.ts';
import { Refused } from '../refusal.ts';

const book = raceBook({
  cautions: [{ rounds: [], order: 'crossed', causers: 'ahead-of-lapped', clauses: ['T-caution'] }],
  ladders: ladder('strikes', [
    [1, { kind: 'noted' }],
    [2, { kind: 'off', status: 'dnf' }],
  ]),
  acts: acts(
    call('tail', [{ kind: 'rear', place: 'tail' }]),
    call('last-row', [{ kind: 'rear', place: 'last-row' }]),
    call('two-spots', [{ kind: 'spots', count: literal(2), noRoom: [{ kind: 'rear', place: 'tail' }] }]),
    call('behind', [{ kind: 'behind', field: 'passed' }], { fields: [{ name: 'passed', type: 'cars', optional: false }] }),
    call('strike', [{ kind: 'count', ladder: 'strikes', by: 1 }]),
    call('two-strikes', [{ kind: 'count', ladder: 'strikes', by: 2 }]),
    call('off', [{ kind: 'off', status: 'dnf' }]),
    call('out', [{ kind: 'status', status: 'dq' }]),
    call('back', [{ kind: 'called-back' }], { of: 'race' }),
    call('by-hand', [{ kind: 'order', field: 'order' }], { of: 'race', fields: [{ name: 'order', type: 'order', optional: false }] }),
    call('stands', [{ kind: 'end-race', at: 'now' }], { of: 'race' }),
  ),
});

const at = (seconds: number): string => new Date(Date.UTC(2026, 4, 2, 14, 0, seconds)).toISOString();
const pass = (cars: readonly string[], seconds: number): Loose => ({ do: 'pass', cars, at: at(seconds) });
const flag = (shown: string, seconds: number, more: object = {}): Loose => ({
  do: 'flag',
  race: RACE,
  flag: shown,
  at: at(seconds),
  ...more,
});
const made = (name: string, seconds: number, more: object = {}): Loose => ({ do: 'call', name, race: RACE, at: at(seconds), ...more });

/** Five cars on lap 3, E a lap down. */
function racing(): Desk {
  const tower = new Desk(book).signIn(['A', 'B', 'C', 'D', 'E']);
  tower.give(flag('green', 0), pass(['A', 'B', 'C', 'D', 'E'], 1), pass(['A', 'B', 'C', 'D'], 11), pass(['B', 'A', 'C', 'D', 'E'], 21));
  tower.give(pass(['B', 'A', 'C'], 31));
  return tower;
}
function stopped(): Desk {
  const tower = racing();
  tower.give(flag('yellow', 35, { cars: ['A'] }));
  return tower;
}

/** What people see of the race, and the line-up for its restart. */
function seen(tower: Desk) {
  const {
    phase,
    flag: shown,
    order,
    lapped,
    lap,
    lapsDone,
    out,
    statuses,
    counts,
    restarts,
    cautions,
    calledBack,
  } = raceRun(tower.context, tower.meeting, RACE);
  const outs = out.map((each) => `${each.car} ${each.status} ${each.laps}`);
  const named = Object.entries(statuses).map(([car, each]) => `${car} ${each.status}`);
  return { phase, shown, order, lapped, lap, lapsDone, outs, named, counts, restarts, cautions, calledBack, restart: restartOf(tower) };
}

function restartOf(tower: Desk): unknown {
  try {
    const { slots, callOuts } = restartView(tower.context, tower.meeting, RACE);
    return { rows: slots.map(({ car, row, side }) => `${row} ${side} ${car}`), callOuts };
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

test.each([
  { name: 'a yellow', from: racing, give: flag('yellow', 36) },
  { name: 'a yellow with the cars at fault', from: racing, give: flag('yellow', 36, { cars: ['B', 'D'] }) },
  { name: 'a yellow that was out before the leader came by', from: racing, give: flag('yellow', 36, { moment: at(30) }) },
  { name: 'a red', from: racing, give: flag('red', 36) },
  { name: 'a white', from: racing, give: flag('white', 36) },
  { name: 'a checkered', from: racing, give: flag('checkered', 36) },
  { name: 'a black flag', from: racing, give: flag('black', 36, { cars: ['C'] }) },
  { name: 'a green', from: stopped, give: flag('green', 60) },
  { name: 'to the tail', from: stopped, give: made('tail', 40, { car: 'B' }) },
  { name: 'two to the tail', from: stopped, give: made('tail', 40, { cars: ['C', 'B'] }) },
  { name: 'to the last row', from: stopped, give: made('last-row', 40, { car: 'B' }) },
  { name: 'back two spots', from: stopped, give: made('two-spots', 40, { car: 'B' }) },
  { name: 'no two spots to lose', from: stopped, give: made('two-spots', 40, { car: 'A' }) },
  { name: 'behind the cars it passed', from: stopped, give: made('behind', 40, { car: 'B', fields: { passed: ['C'] } }) },
  { name: 'a strike', from: stopped, give: made('strike', 40, { car: 'C' }) },
  { name: 'strikes that put it off', from: stopped, give: made('two-strikes', 40, { car: 'C' }) },
  { name: 'off the track', from: stopped, give: made('off', 40, { car: 'C' }) },
  { name: 'disqualified', from: racing, give: made('out', 40, { car: 'C' }) },
  { name: 'a start called back', from: racing, give: made('back', 40) },
  { name: 'an order by hand', from: stopped, give: made('by-hand', 40, { fields: { order: ['D', 'C', 'B'] } }) },
  { name: 'the race stands', from: stopped, give: made('stands', 40) },
  { name: 'a passing typed in', from: stopped, give: { do: 'pass', car: 'D', timeUs: Date.parse(at(32)) * 1000, at: at(40) } },
])('$name: the preview is what happens, a void is as before, a restore as after', ({ from, give }) => {
  const tower = from();
  const before = seen(tower);
  const foreseen = preview([book], tower.state, tower.filled(give));
  if (!foreseen.ok) throw new Error(foreseen.refusal.says);
  const facts = tower.give(give);
  const after = seen(tower);
  expect(foreseen.changes.find((change) => change.what === `race ${RACE}`)?.after ?? shownOf(before)).toEqual(shownOf(after));
  const undo = facts.map((fact) => ({ do: 'void', fact: fact.seq, why: 'a slip', at: at(90) }));
  const undone = preview([book], tower.state, tower.filled(undo[0] as Loose));
  if (undone.ok) expect(undone.changes.find((change) => change.what === `race ${RACE}`)?.after ?? shownOf(after)).toEqual(shownOf(before));
  tower.give(...undo);
  expect(seen(tower)).toEqual(before);
  tower.give(...undo.map((each) => ({ ...each, do: 'restore', at: at(91) })));
  expect(seen(tower)).toEqual(after);
});

/** The race in the words of a preview. */
function shownOf({ phase, order, lapped, outs, lap, counts, restart }: ReturnType<typeof seen>): unknown {
  const out = outs.map((each) => each.replace(/ \d+$/, ''));
  const stands = restart as { readonly callOuts: readonly { readonly says: string }[]; readonly rows: readonly string[] } | string;
  return {
    phase,
    order,
    lapped,
    out,
    ...(lap > 0 ? { lap } : {}),
    ...(Object.keys(counts).length > 0 ? { counts } : {}),
    ...(typeof stands === 'string' ? {} : { callOuts: stands.callOuts.map((each) => each.says) }),
  };
}
