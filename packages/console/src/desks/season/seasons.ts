import { Temporal } from 'temporal-polyfill';
import { useSearchParams } from 'wouter';
import type { Answer } from '@racetower/server/client';
import { useClub, useView } from '../../api/club.tsx';

export type Meeting = Answer<'meetings'>['meetings'][number];
export type SeasonDays = Answer<'meetings'>['seasons'][number];

/** The seasons of the club and the one that is looked at: that of the address, else the one that today is in, else the last. */
export function useSeason(): {
  readonly seasons: readonly SeasonDays[];
  readonly season: SeasonDays | undefined;
  readonly meetings: readonly Meeting[];
  readonly choose: (season: string) => void;
  readonly pending: boolean;
} {
  const { answer, pending } = useView('meetings', {});
  const [search, setSearch] = useSearchParams();
  const today = useToday();
  const seasons = withUnopened(answer?.seasons ?? [], answer?.meetings ?? []);
  const season = seasons.find((each) => each.season === search.get('season')) ?? seasonOn(seasons, today) ?? seasons.at(-1);
  return {
    seasons,
    season,
    meetings: (answer?.meetings ?? []).filter((each) => each.season === season?.season),
    pending,
    choose: (id) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        next.set('season', id);
        next.delete('month');
        return next;
      }),
  };
}

/** Meetings may be of a season that nobody opened: by the year of their day. */
function withUnopened(opened: readonly SeasonDays[], meetings: readonly Meeting[]): readonly SeasonDays[] {
  const named = new Set(meetings.flatMap((each) => each.season ?? []));
  const more = [...named].filter((id) => !opened.some((each) => each.season === id)).map((season) => ({ season }));
  return [...opened, ...more].toSorted((a, b) => (a.season < b.season ? -1 : 1));
}

/** The open season that a day is in. */
export const seasonOn = (seasons: readonly SeasonDays[], day: string): SeasonDays | undefined =>
  seasons.findLast(({ starts, ends }) => starts !== undefined && starts <= day && (ends === undefined || day <= ends));

/** Today at the club, as `2026-05-02`. */
export function useToday(): string {
  const { zone } = useClub().club;
  return Temporal.Now.plainDateISO(zone).toString();
}

/** An instant of a day at the club, by what somebody typed as `7:30 pm`, `19:30` or `19`; nothing where it is no time. */
export function instantOf(day: string, typed: string, zone: string): string | undefined {
  const found = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$/i.exec(typed.trim());
  if (!found) return undefined;
  const half = found[3]?.toLowerCase().replaceAll('.', '');
  const given = Number(found[1]);
  if (half !== undefined && (given < 1 || given > 12)) return undefined;
  const hour = half === undefined ? given : (given % 12) + (half === 'pm' ? 12 : 0);
  const minute = Number(found[2] ?? '0');
  if (hour > 23 || minute > 59) return undefined;
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).toInstant().toString();
}

/** The time of day of an instant at the club, as `19:30`. */
export function timeText(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** A name for a meeting that is announced: its day, with a number behind it when the day has one already. */
export function freeMeetingId(day: string, taken: readonly string[]): string {
  if (!taken.includes(day)) return day;
  for (let number = 2; ; number += 1) if (!taken.includes(`${day}-${number}`)) return `${day}-${number}`;
}
