import { useSearchParams } from 'wouter';
import { useRaceName, useView } from '../../api/club.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { Night } from './night.tsx';
import { WORDS } from './words.ts';

/** The night again, fact by fact: what stood at any moment, and why. */
export function Screen() {
  const say = useWords(WORDS);
  const { meeting, pending } = useMeeting();
  const id = meeting?.meeting;
  const races = useView('schedule', id === undefined ? undefined : { meeting: id }).answer?.races ?? [];
  const nameOf = useRaceName();
  const [search, setSearch] = useSearchParams();
  const race = search.get('race') ?? '';
  const setRace = (next: string): void =>
    setSearch((before) => {
      const params = new URLSearchParams(before);
      if (next === '') params.delete('race');
      else params.set('race', next);
      return params;
    });
  if (pending) return <Waiting says={say('loading')} />;
  if (id === undefined) return <Empty title={say('no-meeting')}>{say('no-meeting-how')}</Empty>;
  const known = races.some((each) => each.race === race) ? race : '';
  const choices = [{ id: '', says: say('all-races') }, ...races.map((each) => ({ id: each.race, says: nameOf(each) }))];
  return (
    <div className="stack">
      <h1>{say('replay')}</h1>
      <ChoiceField label={say('race')} choices={choices} value={known} onChange={setRace} />
      <Night key={`${id} ${known}`} meeting={id} race={known === '' ? undefined : known} />
    </div>
  );
}
