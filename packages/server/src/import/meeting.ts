import { contextOn, dayOf, meetings } from '@racetower/engine';
import type { ImportDesk } from './import-desk.ts';
import { ImportRefused, type ImportRequest } from './request.ts';

/**
 * The meeting that a file is of, opened when it is not: the one that is named, else the only one of that day, else a new one
 * called by the day.
 */
export function meetingFor(desk: ImportDesk, request: ImportRequest): string {
  const [book] = desk.editions;
  const startsAt = request.file.startsAt;
  const day = startsAt === undefined || !book ? undefined : dayOf(book, startsAt);
  const all = meetings(contextOn(desk.editions, desk.state, day ?? '9999-12-31'));
  const named = all.find((each) => each.id === request.meeting);
  const sameDay = all.filter((each) => each.date === day);
  if (request.meeting === undefined && sameDay.length > 1)
    throw new ImportRefused(
      'which-meeting',
      `${sameDay.map((each) => each.id).join(' and ')} are on ${day ?? ''}: say of which meeting it is`,
      { field: 'meeting' },
    );
  const found = named ?? (request.meeting === undefined ? sameDay[0] : undefined);
  const id = request.meeting ?? found?.id ?? day;
  if (id === undefined)
    throw new ImportRefused('which-meeting', 'the file does not say when it was run: say of which meeting it is', { field: 'meeting' });
  if (found?.opened) return id;
  const date = found?.date ?? day;
  desk.give(
    {
      do: 'open-meeting',
      meeting: id,
      ...(date === undefined ? {} : { date }),
      ...(request.kind === undefined ? {} : { kind: request.kind }),
      ...(request.season === undefined ? {} : { season: request.season }),
      ...(found?.startsAt !== undefined || startsAt === undefined ? {} : { startsAt }),
      ...(found === undefined ? { name: request.file.name } : {}),
    },
    startsAt ?? `${date ?? '1970-01-01'}T00:00:00Z`,
  );
  return id;
}
