import { Empty, Waiting } from '../../design/empty.tsx';
import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { CloseOut } from './close-out.tsx';
import { TABS } from './desk.ts';
import { DayOfPoints } from './day-of-points.tsx';
import { Funds } from './funds.tsx';
import { Ledger } from './ledger.tsx';
import { PaySheet } from './pay-sheet.tsx';
import { Races } from './races.tsx';
import { WORDS } from './words.ts';

/** After the races: results made official, what they are worth, and the money of the night until it is counted and signed. */
export function Screen() {
  const say = useWords(WORDS);
  const { meeting, pending } = useMeeting();
  if (pending) return <Waiting says={say('loading')} />;
  if (!meeting) return <Empty title={say('no-meeting')}>{say('no-meeting-how')}</Empty>;
  const id = meeting.meeting;
  return (
    <div className="stack">
      <h1>{say('title', { meeting: meeting.name })}</h1>
      <DeskTabs
        label={say('parts')}
        tabs={TABS}
        content={{
          results: <Races meeting={id} />,
          points: <DayOfPoints meeting={id} season={meeting.season} />,
          pay: <PaySheet meeting={meeting} />,
          ledger: <Ledger meeting={id} />,
          'close-out': <CloseOut meeting={meeting} />,
          funds: <Funds season={meeting.season} />,
        }}
      />
    </div>
  );
}
