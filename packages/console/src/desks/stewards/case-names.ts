import { inWords } from '@racetower/server/client';
import { useClub } from '../../api/club.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import type { Case } from './queue.tsx';

/** What people call a case: its kind, who against whom, and where. */
export interface CaseNames {
  readonly title: (file: Pick<Case, 'says'>) => string;
  /** `Ben Baker against Ann Archer`; nothing for a case that opened by itself. */
  readonly parties: (file: Pick<Case, 'filer' | 'against'>) => string;
  /** `Cars Race, Tuesday 3`. */
  readonly place: (file: Pick<Case, 'meeting' | 'race'>) => string;
}

export function useCaseNames(against: (filer: string, against: string) => string): CaseNames {
  const { classes } = useClub().club;
  const { meetings } = useMeeting();
  return {
    title: ({ says }) => sentenceOf(says),
    parties: (file) => (file.against === undefined ? file.filer : file.filer === '' ? file.against : against(file.filer, file.against)),
    place: ({ meeting, race }) =>
      [race === undefined ? '' : inWords(race, classes), meetings.find((each) => each.meeting === meeting)?.name ?? meeting ?? '']
        .filter((part) => part !== '')
        .join(', '),
  };
}

/** With a capital first, without the article: `a protest` is `Protest`. */
export function sentenceOf(says: string): string {
  const words = says.replace(/^(an?|the) /, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
