import { Badge } from '../../design/badge.tsx';
import { useInstants } from '../../design/clock.tsx';
import { useWords } from '../../words/words.tsx';
import { readable, stateOf, STATE_LOOKS } from './meeting-state.ts';
import { type Meeting, useToday } from './seasons.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

export interface AtAGlanceProps {
  readonly meetings: readonly Meeting[];
  readonly chosen: string | undefined;
  readonly onChoose: (meeting: Meeting) => void;
}

/** The whole season beside the month, a line a meeting. */
export function AtAGlance({ meetings, chosen, onChoose }: AtAGlanceProps) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const today = useToday();
  if (meetings.length < 2) return null;
  return (
    <nav className="card stack" aria-label={say('meetings')}>
      <h2>{say('meetings')}</h2>
      <ul className={styles['glance']}>
        {meetings.map((each) => (
          <li key={each.meeting}>
            <button type="button" aria-current={each.meeting === chosen ? 'true' : undefined} onClick={() => onChoose(each)}>
              <span>
                {date(each.date)}
                <span className="quiet"> {each.name === each.date ? readable(each.kind) : each.name}</span>
              </span>
              <Badge kind={STATE_LOOKS[stateOf(each, today)]}>{say(stateOf(each, today))}</Badge>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
