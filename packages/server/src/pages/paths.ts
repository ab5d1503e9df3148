/** The addresses of the pages. */

const part = encodeURIComponent;
const race = (id: string): string => id.split('/').map(part).join('/');
const asked = (fields: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.fromEntries(Object.entries(fields).filter((each): each is [string, string] => each[1] !== undefined));
  const text = new URLSearchParams(given).toString();
  return text === '' ? '' : `?${text}`;
};

export const clubPath = (club: string): string => `/clubs/${part(club)}`;
export const seasonPath = (club: string, season: string): string => `${clubPath(club)}/seasons/${part(season)}`;
export const calendarPath = (club: string, season: string): string => `${seasonPath(club, season)}/calendar`;
export const championsPath = (club: string, season: string): string => `${seasonPath(club, season)}/champions`;
export const meetingPath = (club: string, meeting: string): string => `${clubPath(club)}/meetings/${part(meeting)}`;
export const boardPath = (club: string, meeting: string, of?: string): string =>
  `${meetingPath(club, meeting)}/board${asked({ class: of })}`;
export const screenPath = (club: string, meeting: string): string => `${meetingPath(club, meeting)}/screen`;
export const announcerPath = (club: string, meeting: string): string => `${meetingPath(club, meeting)}/announcer`;
export const overlayPath = (club: string, meeting: string): string => `${meetingPath(club, meeting)}/overlay`;
export const pointsPath = (club: string, meeting: string): string => `${meetingPath(club, meeting)}/points`;
export const drawsPath = (club: string, meeting: string): string => `${meetingPath(club, meeting)}/draws`;
export const racePath = (club: string, meeting: string, id: string): string => `${meetingPath(club, meeting)}/races/${race(id)}`;
export const lineUpPath = (club: string, meeting: string, id: string): string => `${racePath(club, meeting, id)}/line-up`;
export const driversPath = (club: string): string => `${clubPath(club)}/drivers`;
export const driverPath = (club: string, slug: string): string => `${driversPath(club)}/${part(slug)}`;
export const rulebookPath = (club: string, clause?: string): string =>
  `${clubPath(club)}/rulebook${clause === undefined ? '' : `#${part(clause)}`}`;
export const verdictsPath = (club: string, id?: string): string => `${clubPath(club)}/verdicts${id === undefined ? '' : `/${part(id)}`}`;
export const protestPath = (club: string, fields: Readonly<Record<string, string | undefined>> = {}): string =>
  `${clubPath(club)}/protest${asked(fields)}`;

/** What is explained: a sort of answer and what it is asked by. */
export interface WhyOf {
  readonly of: string;
  readonly [field: string]: string | undefined;
}

export const whyPath = (club: string, why: WhyOf): string => `${clubPath(club)}/why${asked(why)}`;

/** A table of a view for spreadsheets. */
export const csvPath = (club: string, view: string, fields: Readonly<Record<string, string | undefined>>): string =>
  `/api/clubs/${part(club)}/views/${view}.csv${asked(fields)}`;
export const icsPath = (club: string, season: string): string => `/api/clubs/${part(club)}/seasons/${part(season)}/calendar.ics`;
