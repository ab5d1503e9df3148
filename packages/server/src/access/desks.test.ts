import { COMMAND_KINDS, VIEWS } from '@racetower/engine';
import { describe, expect, test } from 'vitest';
import { exampleEditions } from '../testing/example-club.ts';
import { type Desk, deskOf, DESKS, MAY_ASK, MAY_GIVE, mayAsk, mayGive, PUBLIC_VIEWS } from './desks.ts';

const [book] = exampleEditions();
const at = (desk: Desk) => ({ role: 'helper', desk });
const allowed = (desk: Desk): string => COMMAND_KINDS.filter((kind) => mayGive(book!, at(desk), kind)).join(' ');

describe('who may give which command', () => {
  test('every command has a row that names somebody', async () =>
    expect(COMMAND_KINDS.filter((kind) => !Object.hasOwn(MAY_GIVE, kind) || MAY_GIVE[kind].length === 0)).toEqual([]));
  // A row a desk, written out: a command that is let in or shut out by mistake shows here.
  test.each<{ desk: Desk; may: string }>([
    {
      desk: 'office',
      may: 'open-season schedule-meeting open-meeting close-meeting cancel-meeting set-value register register-car assign-transponder mark record call file tick carry-points',
    },
    {
      desk: 'race-director',
      may: 'open-season schedule-meeting open-meeting close-meeting cancel-meeting set-value register register-car sign-in withdraw draw commit-seed reveal-seed combine post-line-up change-line-up scratch flag lap see-order pass assign-transponder keep-sheet let-stand finish time mark record call file rule pay tick post-order post-scores carry-points make-official void restore correct',
    },
    {
      desk: 'tower',
      may: 'open-season schedule-meeting open-meeting close-meeting cancel-meeting set-value register register-car sign-in withdraw draw commit-seed reveal-seed combine post-line-up change-line-up scratch flag lap see-order pass assign-transponder keep-sheet let-stand finish time mark record call file pay tick post-order post-scores make-official void restore correct',
    },
    {
      desk: 'scorer',
      may: 'draw post-line-up scratch flag lap see-order pass assign-transponder keep-sheet let-stand finish time mark record call file tick post-order post-scores make-official',
    },
    { desk: 'flagger', may: 'scratch flag see-order mark record call file tick' },
    { desk: 'pit-steward', may: 'draw post-line-up scratch assign-transponder mark record call file tick post-order' },
    {
      desk: 'sign-in',
      may: 'open-meeting register register-car sign-in withdraw draw commit-seed reveal-seed assign-transponder mark record call file pay tick',
    },
    { desk: 'scales', may: 'mark record call file tick' },
    { desk: 'tech', may: 'draw assign-transponder mark record call file tick' },
    { desk: 'treasurer', may: 'mark record call file pay receive pay-out transfer close-out tick' },
    { desk: 'steward', may: 'mark record call file rule tick make-official' },
    {
      desk: 'board',
      may: 'open-season schedule-meeting cancel-meeting set-value mark record call file rule tick carry-points void restore correct',
    },
    { desk: 'official', may: 'mark record call file tick' },
    { desk: 'handler', may: 'file' },
    { desk: 'driver', may: 'file' },
    { desk: 'public', may: '' },
  ])('$desk', ({ desk, may }) => expect(allowed(desk)).toBe(may));
  test('every desk has a row above', () => expect(DESKS.length).toBe(16));
  test('a role that the authority of the rulebook names may, wherever it sits', async () => {
    expect(mayGive(book!, { role: 'treasurer', desk: 'official' }, 'transfer')).toBe(true);
    expect(mayGive(book!, { role: 'scorer', desk: 'official' }, 'transfer')).toBe(false);
    expect(mayGive(book!, { role: 'treasurer', desk: 'public' }, 'transfer')).toBe(false);
  });
  test('a role sits at the desk of its name, else at that of any official', async () =>
    expect([deskOf('scorer'), deskOf('corner-worker')]).toEqual(['scorer', 'official']));
});

describe('who may ask which view', () => {
  test('every view has a row, and no row is of a view that is gone', async () =>
    expect(Object.keys(MAY_ASK).toSorted()).toEqual(VIEWS.map((view) => view.name).toSorted()));
  test('a view without a row is nobody’s', () => expect(DESKS.filter((desk) => mayAsk(at(desk), 'toString'))).toEqual([]));
  test('the public may ask these and no others', async () =>
    expect(PUBLIC_VIEWS.toSorted()).toEqual(
      'alternates awards classes clauses clock clocks combined draws groups lap-chart laps line-up marks meeting-kinds meetings overall points points-race race rain restart result results running-order schedule season standings transfers value values verdicts'.split(
        ' ',
      ),
    ));
  test('money is for those who keep the books', async () =>
    expect(DESKS.filter((desk) => mayAsk(at(desk), 'ledger'))).toEqual(['office', 'race-director', 'treasurer', 'board']));
});
