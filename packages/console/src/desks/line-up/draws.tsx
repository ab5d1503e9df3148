import type { Answer } from '@racetower/server/client';
import { useClub, useView } from '../../api/club.tsx';
import { Draw } from '../../draws/draw.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

type Race = Answer<'schedule'>['races'][number];

/** The draws that this line-up may wait for: inversion pills of the class or the race, and redraws of its cars. */
export function Draws({ meeting, race }: { readonly meeting: string; readonly race: Race }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { answer } = useView('buckets', { meeting, class: race.class.split('+')[0], race: race.race, role: acting.role });
  const cars = useView('line-up', { meeting, race: race.race }).answer?.slots.map((slot) => slot.car) ?? [];
  const due = (answer?.buckets ?? []).filter((each) =>
    each.of === 'entry' ? each.toDraw.some((car) => cars.includes(car)) && each.mayDraw : each.of !== 'meeting',
  );
  if (due.length === 0) return null;
  return (
    <section className="stack" aria-label={say('draws')}>
      <h3>{say('draws')}</h3>
      {due.map((bucket) =>
        bucket.of === 'entry' ? (
          bucket.toDraw
            .filter((car) => cars.includes(car))
            .map((car) => <Draw key={`${bucket.draw} ${car}`} bucket={bucket} where={{ meeting, class: race.class, car }} car={car} />)
        ) : (
          <Draw
            key={bucket.draw}
            bucket={bucket}
            where={bucket.of === 'race' ? { meeting, race: race.race } : { meeting, class: race.class.split('+')[0] ?? race.class }}
          />
        ),
      )}
    </section>
  );
}
