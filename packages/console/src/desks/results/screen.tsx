import { useSearchParams } from 'wouter';
import { useClub } from '../../api/club.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { CloseOut } from './close-out.tsx';
import { DayOfPoints } from './day-of-points.tsx';
import { Funds } from './funds.tsx';
import { Ledger } from './ledger.tsx';
import { PaySheet } from './pay-sheet.tsx';
import { Races } from './races.tsx';
import { WORDS } from './words.ts';

/** After the races: results made official, what they are worth, and the money of the night until it is counted and signed. */
export function Screen() {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { meeting, pending } = useMeeting();
  const [search, setSearch] = useSearchParams();
  if (pending) return <Waiting says={say('loading')} />;
  if (!meeting) return <Empty title={say('no-meeting')}>{say('no-meeting-how')}</Empty>;
  const id = meeting.meeting;
  const tabs = [
    { id: 'results', says: say('tab-results'), content: <Races meeting={id} />, asks: 'result' as const },
    { id: 'points', says: say('tab-points'), content: <DayOfPoints meeting={id} />, asks: 'points' as const },
    { id: 'pay', says: say('tab-pay'), content: <PaySheet meeting={meeting} />, asks: 'payout' as const },
    { id: 'ledger', says: say('tab-ledger'), content: <Ledger meeting={id} />, asks: 'ledger' as const },
    { id: 'close-out', says: say('tab-close-out'), content: <CloseOut meeting={meeting} />, asks: 'close-out' as const },
    { id: 'funds', says: say('tab-funds'), content: <Funds season={meeting.season} />, asks: 'fund-shares' as const },
  ].filter((tab) => acting.asks.includes(tab.asks));
  const chosen = tabs.find((tab) => tab.id === search.get('tab'))?.id ?? 'results';
  return (
    <div className="stack">
      <h1>{say('title', { meeting: meeting.name })}</h1>
      <Tabs
        label={say('parts')}
        tabs={tabs}
        chosen={chosen}
        onChoose={(tab) =>
          setSearch((before) => {
            const next = new URLSearchParams(before);
            next.set('tab', tab);
            return next;
          })
        }
      />
    </div>
  );
}
