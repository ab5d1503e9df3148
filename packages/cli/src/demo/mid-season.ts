import type { AnyFact, NewFact, Rulebook } from '@racetower/engine';
import { Temporal } from 'temporal-polyfill';
import { StoryError } from '../day/tower.ts';
import { playUntilTonight } from '../season/play-season.ts';
import type { SeasonFile } from '../season/season-file.ts';

/** The gates opened so long ago; when the night took longer than that they opened earlier. */
const GATES = { minutes: 75 };
const EARLIER = { minutes: 30 };
const TRIES = 12;

/**
 * Plays a season so that its `tonight` is on at `now`: what came before is on record, and nothing of it is yet to come.
 *
 * @throws StoryError when the rulebook refuses something that the story takes for granted
 */
export function midSeason(file: SeasonFile, editions: readonly Rulebook[], now: Temporal.Instant): readonly NewFact[] {
  const teller = { show: () => undefined, moment: () => undefined, line: () => undefined };
  let from = now.subtract(GATES);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { tower } = playUntilTonight(moved(file, editions, from), editions, { from, teller });
    const last = tower.state.all.last()?.at;
    if (last === undefined || Temporal.Instant.compare(Temporal.Instant.from(last), now) <= 0) return [...tower.state.all].map(asNew);
    from = from.subtract(EARLIER);
  }
  throw new StoryError('tonight takes longer than a night');
}

/** The season with its days moved so that tonight is the day on which the gates open at an instant. */
function moved(file: SeasonFile, editions: readonly Rulebook[], gates: Temporal.Instant): SeasonFile {
  const written = file.shows.find((show) => show.meeting === file.tonight?.meeting)?.date;
  const zone = editions.at(-1)?.club.zone;
  if (written === undefined || zone === undefined) throw new StoryError('the season says nothing of tonight');
  const opens = gates.toZonedDateTimeISO(zone);
  const today = opens.toPlainDate();
  const by = Temporal.PlainDate.from(written).until(today);
  const move = (date: string): string => Temporal.PlainDate.from(date).add(by).toString();
  return {
    ...file,
    id: String(today.year),
    starts: move(file.starts),
    ends: move(file.ends),
    shows: file.shows.map((show) => ({
      ...show,
      date: move(show.date),
      ...(show.meeting === file.tonight?.meeting ? { 'races-at': opens.toPlainTime().toString({ smallestUnit: 'minute' }) } : {}),
    })),
  };
}

function asNew(fact: AnyFact): NewFact {
  const { club: _club, seq: _seq, ...made } = fact;
  return made;
}
