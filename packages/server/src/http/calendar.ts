import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

export interface MeetingRow {
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  readonly name: string;
  readonly season?: string;
  readonly startsAt?: string;
  readonly cancelled?: { readonly why: string };
}

export interface CalendarOf {
  readonly club: string;
  readonly title: string;
  readonly meetings: readonly MeetingRow[];
  /** When the calendar was last changed, an instant. */
  readonly changedAt: string;
}

/** Writes the meetings of a season as iCalendar; a meeting without a starting time takes the whole day. */
export function calendarOf({ club, title, meetings, changedAt }: CalendarOf): string {
  const calendar = ical({ name: title, prodId: { company: 'Racetower', product: 'Racetower' }, method: ICalCalendarMethod.PUBLISH });
  for (const meeting of meetings) {
    const start = new Date(meeting.startsAt ?? `${meeting.date}T00:00:00Z`);
    calendar.createEvent({
      id: `${meeting.id}@${club}.racetower`,
      stamp: new Date(changedAt),
      start,
      allDay: meeting.startsAt === undefined,
      summary: meeting.name,
      description: meeting.cancelled ? `${meeting.kind}, cancelled: ${meeting.cancelled.why}` : meeting.kind,
      status: meeting.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
