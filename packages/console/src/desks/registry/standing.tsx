import { Badge } from '../../design/badge.tsx';
import { useWords } from '../../words/words.tsx';
import type { Member } from './found.ts';
import { WORDS } from './words.ts';

const KINDS = { may: 'good', part: 'warn', 'may-not': 'bad', 'no-car': 'plain' } as const;

/** Whether somebody may start at the meeting. */
export function StandingBadge({ standing }: { readonly standing: Member['standing'] }) {
  const say = useWords(WORDS);
  return <Badge kind={KINDS[standing]}>{say(`is-${standing}`)}</Badge>;
}
