import { Link } from 'wouter';
import { useClub, useInWords, useRaceName, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import type { AtRace, RaceChoice, Run } from './race.ts';
import { WORDS } from './words.ts';

export interface ResultCardProps {
  readonly at: AtRace;
  readonly run: Run;
  readonly choice: RaceChoice;
}

/** Once a race has ended: how its result stands, what holds it and by which clause, and the race that comes next. */
export function ResultCard({ at, run, choice }: ResultCardProps) {
  const say = useWords(WORDS);
  const words = useInWords();
  const nameOf = useRaceName();
  const { club } = useClub().club;
  const result = useView('result', run.phase === 'ended' ? at : undefined).answer;
  if (run.phase !== 'ended' || !result) return null;
  const { standing, holds } = result;
  const next = choice.races.find((each) => each.standing === 'none');
  const query = new URLSearchParams({ meeting: at.meeting, race: at.race }).toString();
  return (
    <section className="card stack" aria-label={say('result-stands')}>
      <h2>
        <Link href={`/${club}/results?${query}`}>{say('result-stands')}</Link>{' '}
        <Badge kind={standing === 'official' ? 'good' : 'warn'}>
          {say(standing === 'official' ? 'standing-official' : 'standing-provisional')}
        </Badge>
      </h2>
      {standing !== 'official' && <p>{say(holds.length === 0 ? 'nothing-holds' : 'result-how')}</p>}
      {holds.length > 0 && (
        <ul>
          {holds.map((hold, index) => (
            // Two cars may be held by the same words.
            <li key={`${index} ${hold.says}`}>
              {words(hold.says)} <Clauses clauses={hold.clauses} />
            </li>
          ))}
        </ul>
      )}
      {next && (
        <Button onPress={() => choice.choose(next.race)} shortcut="]">
          {say('next-race', { race: nameOf(next) })}
        </Button>
      )}
    </section>
  );
}
