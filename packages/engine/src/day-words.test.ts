import { expect, test } from 'vitest';
import { whenText } from './day-words.ts';

test.each([
  { at: '2025-07-16T16:00:00Z', zone: 'America/Chicago', says: '11:00 AM on Wed, Jul 16, 2025' },
  { at: '2025-07-16T05:00:00Z', zone: 'America/Chicago', says: '12:00 AM on Wed, Jul 16, 2025' },
  { at: '2025-07-16T17:00:30Z', zone: 'America/Chicago', says: '12:00:30 PM on Wed, Jul 16, 2025' },
  { at: '2018-08-05T03:59:59.999Z', zone: 'America/New_York', says: 'the end of Sat, Aug 4, 2018' },
  { at: '2025-07-16', zone: 'America/Chicago', says: 'Wed, Jul 16, 2025' },
  { at: '0', zone: 'UTC', says: '12:00 AM on Thu, Jan 1, 1970' },
])('$at is $says', ({ at, zone, says }) => expect(whenText(at, zone)).toBe(says));
