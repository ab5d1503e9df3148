import type { Answer } from '@racetower/server/client';
import { useSearchParams } from 'wouter';
import { useRaceName, useView } from '../../api/club.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { TABS } from './desk.ts';
import { Impound } from './impound.tsx';
import { Infractions } from './infractions.tsx';
import { TechDraws } from './tech-draws.tsx';
import { WeighIn } from './weigh-in.tsx';
import { WORDS } from './words.ts';

type Race = Answer<'schedule'>['races'][number];

/** Behind the track: every car of a race over the scales, those that are held, what is drawn for tech, and what was found. */
export function Screen() {
  const say = useWords(WORDS);
  const nameOf = useRaceName();
  const { meeting, pending: finding } = useMeeting();
  const { answer, problem, pending } = useView('schedule', meeting && { meeting: meeting.meeting });
  const [search, setSearch] = useSearchParams();
  if (finding || pending) return <Waiting says={say('loading')} />;
  if (!meeting) return <Empty title={say('no-meeting')}>{say('no-meeting-how')}</Empty>;
  if (problem) return <Empty title={say('no-races')}>{problem.detail}</Empty>;
  const races = (answer?.races ?? []).filter((race) => race.starters > 0);
  const race = races.find((each) => each.race === search.get('race')) ?? likely(races);
  if (!race) return <Empty title={say('no-races')}>{say('no-races-how')}</Empty>;
  const put = (value: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('race', value);
      return next;
    });
  const where = { meeting: meeting.meeting, race: race.race };
  return (
    <div className="stack">
      <h1>{say('title')}</h1>
      <ChoiceField
        label={say('race')}
        choices={races.map((each) => ({ id: each.race, says: nameOf(each), more: say(standingOf(each)) }))}
        value={race.race}
        onChange={put}
      />
      <DeskTabs
        label={say('title')}
        tabs={TABS}
        content={{
          'weigh-in': <WeighIn key={race.race} where={where} name={nameOf(race)} />,
          impound: <Impound meeting={meeting.meeting} />,
          tech: <TechDraws meeting={meeting.meeting} />,
          infractions: <Infractions key={race.race} where={where} name={nameOf(race)} />,
        }}
      />
    </div>
  );
}

const STANDINGS = ['none', 'running', 'provisional', 'official'] as const;
const standingOf = (race: Race): (typeof STANDINGS)[number] => STANDINGS.find((each) => each === race.standing) ?? 'none';

/** The race that came off the track last and is not official; else the first. */
function likely(races: readonly Race[]): Race | undefined {
  return races.findLast((race) => race.standing === 'provisional') ?? races.find((race) => race.standing !== 'official') ?? races[0];
}
