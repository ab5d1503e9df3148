import type { Problem } from '@racetower/server/client';
import type { Unsigned } from '../../api/giving.tsx';
import type { Match } from './matches.ts';

/** A new entry as it is typed. */
export interface Drafted {
  readonly class: string | undefined;
  readonly driver: string;
  readonly car: string;
  readonly handler: string;
  readonly pill: string;
  readonly transponder: string;
  readonly owner: string;
}

const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const tidy = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

/** The fields of a new entry: as last time, where somebody was here before. */
export function draftOf(draft: Match, usual: string | undefined): Drafted {
  return {
    class: draft.class ?? usual,
    driver: draft.driver ?? '',
    car: draft.car ?? '',
    handler: draft.handler ?? '',
    pill: '',
    transponder: word(draft.details?.['transponder']),
    owner: word(draft.details?.['owner']),
  };
}

/** The command as it stands in the fields; none while something that every entry has is missing. */
export function commandOf(meeting: string, fields: Drafted): Unsigned<'sign-in'> | undefined {
  const { class: classId } = fields;
  const [driver, car, handler, pill] = [fields.driver, fields.car, fields.handler, fields.pill].map(tidy) as [
    string,
    string,
    string,
    string,
  ];
  if (classId === undefined || driver === '' || car === '') return undefined;
  const details = Object.fromEntries(
    (['transponder', 'owner'] as const).flatMap((name) => (tidy(fields[name]) === '' ? [] : [[name, tidy(fields[name])]])),
  );
  return {
    do: 'sign-in',
    meeting,
    class: classId,
    driver,
    car,
    ...(handler === '' ? {} : { handler }),
    ...(isPill(pill) ? { pill: Number(pill) } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
}

const isPill = (text: string): boolean => /^\d+$/.test(text);

/** What has to be there before anybody is asked, each at its field. */
export function missing(
  fields: Drafted,
  say: (key: 'needs-class' | 'needs-car' | 'needs-driver' | 'needs-pill') => string,
): Problem | undefined {
  const errors = [
    ...(fields.class === undefined ? [{ field: 'class', says: say('needs-class') }] : []),
    ...(tidy(fields.car) === '' ? [{ field: 'car', says: say('needs-car') }] : []),
    ...(tidy(fields.driver) === '' ? [{ field: 'driver', says: say('needs-driver') }] : []),
    ...(tidy(fields.pill) === '' || isPill(tidy(fields.pill)) ? [] : [{ field: 'pill', says: say('needs-pill') }]),
  ];
  if (errors.length === 0) return undefined;
  return { type: 'about:blank', title: '', status: 400, detail: errors.map((each) => each.says).join(' '), code: 'field-missing', errors };
}
