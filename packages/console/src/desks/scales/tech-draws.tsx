import { useClub, useView } from '../../api/club.tsx';
import { Empty } from '../../design/empty.tsx';
import { Draw } from '../../draws/draw.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

/** What is drawn for the whole meeting, as which classes are teched and for what. */
export function TechDraws({ meeting }: { readonly meeting: string }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const buckets = useView('buckets', { meeting, role: acting.role }).answer?.buckets ?? [];
  if (buckets.length === 0) return <Empty title={say('no-draws')}>{say('no-draws-how')}</Empty>;
  return (
    <section className="stack" aria-label={say('tech')}>
      {buckets.map((bucket) => (
        <Draw key={bucket.draw} bucket={bucket} where={{ meeting }} />
      ))}
    </section>
  );
}
