import type { Answer, Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useInWords } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Field, Form } from '../../design/field.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { Revealed } from './revealed.tsx';
import styles from './sign-in.module.css';
import { WORDS } from './words.ts';

type Bucket = Answer<'buckets'>['buckets'][number];

export interface PillProps {
  readonly meeting: string;
  readonly class: string;
  readonly car: string;
  readonly bucket: Bucket;
  /** The secret that Racetower draws by, where this tablet keeps it. */
  readonly seed: string | undefined;
  readonly onDrawn: () => void;
}

/** So many pills are shown to be tapped; of more the number is typed. */
const SHOWN = 40;

/** One draw of an entry: what it drew, or the bucket to draw from. */
export function Pill({ meeting, class: classId, car, bucket, seed, onDrawn }: PillProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const words = useInWords();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const drawn = bucket.drawn[car];
  const about = say('draw-of', { draw: bucket.says, car });
  const draw = async (by: { readonly result: string | number } | { readonly seed: string }): Promise<void> => {
    if (sent) return;
    setSent(true);
    const came = await give({ do: 'draw', meeting, class: classId, car, draw: bucket.draw, ...by }, { says: about, refusal: 'fields' });
    setSent(false);
    if (came.is === 'refused') return setProblem(came.problem);
    setTyped('');
    onDrawn();
  };
  const byHand = (text: string): void => void draw({ result: /^\d+$/.test(text.trim()) ? Number(text) : text.trim() });
  if (drawn !== undefined)
    return (
      <div className="row">
        <Why about={about} because={bucket.because}>
          {bucket.says}
        </Why>
        <Revealed key={String(drawn)} drawn={String(drawn)} />
      </div>
    );
  const left = bucket.left?.map(String) ?? [];
  return (
    <div className="stack">
      <h3>{bucket.says}</h3>
      {bucket.waitsFor !== undefined && <p>{words(bucket.waitsFor)}</p>}
      {!bucket.mayDraw && <Badge kind="warn">{say('draw-by', { roles: bucket.by.join(', ') })}</Badge>}
      {bucket.mayDraw && seed !== undefined && (
        <Button kind="main" onPress={() => void draw({ seed })} whyNot={sent ? say('on-its-way') : undefined}>
          {say('draw-now')}
        </Button>
      )}
      {bucket.mayDraw && left.length > 0 && left.length <= SHOWN && (
        <ul className={styles['bucket']} aria-label={say('in-bucket')}>
          {left.map((pill) => (
            <li key={pill}>
              <Button onPress={() => byHand(pill)} aria-label={say('drew', { pill })}>
                {pill}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {bucket.mayDraw && (left.length === 0 || left.length > SHOWN) && (
        <Form problem={problem} onSubmit={() => byHand(typed)}>
          <Field label={say('drawn')} name="result" value={typed} onChange={setTyped} inputMode="numeric" autoComplete="off" />
          <Button type="submit" whyNot={typed.trim() === '' ? say('type-drawn') : sent ? say('on-its-way') : undefined}>
            {say('record')}
          </Button>
        </Form>
      )}
    </div>
  );
}
