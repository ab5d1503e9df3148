import type { Answer, Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useInWords } from '../api/club.tsx';
import { useGiving } from '../api/giving.tsx';
import { Plate } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Field, Form } from '../design/field.tsx';
import { Why } from '../design/why.tsx';
import { roleName } from '../shell/role-name.ts';
import { useWords } from '../words/words.tsx';
import styles from './draw.module.css';
import { WORDS } from './words.ts';

type Bucket = Answer<'buckets'>['buckets'][number];

export interface DrawProps {
  readonly bucket: Bucket;
  readonly where: { readonly meeting: string; readonly class?: string; readonly race?: string; readonly car?: string };
  readonly car?: string;
}

const SHOWN = 30;

/** One draw: what came out of its bucket, or the bucket to draw from. */
export function Draw({ bucket, where, car }: DrawProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const words = useInWords();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const says = car === undefined ? bucket.says : say('draw-of', { draw: bucket.says, car });
  const draw = async (text: string): Promise<void> => {
    if (sent || text.trim() === '') return;
    setSent(true);
    const came = await give({ do: 'draw', draw: bucket.draw, ...where, result: drawnOf(text, bucket.count) }, { says, refusal: 'fields' });
    setSent(false);
    setProblem(came.is === 'refused' ? came.problem : undefined);
  };
  if (bucket.of !== 'entry' && bucket.result !== undefined)
    return (
      <p>
        <Why about={says} because={bucket.because}>
          {says}: <strong>{Array.isArray(bucket.result) ? bucket.result.join(', ') : String(bucket.result)}</strong>
        </Why>
      </p>
    );
  const left = bucket.left?.map(String) ?? [];
  const mayNot = bucket.mayDraw ? undefined : say('drawn-by', { roles: bucket.by.map(roleName).join(', ') });
  return (
    <div className={styles['draw']}>
      <span>
        {car !== undefined && <Plate car={car} />} {bucket.says}
        {bucket.waitsFor !== undefined && <span className="quiet"> {words(bucket.waitsFor)}</span>}
      </span>
      {bucket.count === 1 && left.length > 0 && left.length <= SHOWN ? (
        <ul className={styles['bucket']} aria-label={says}>
          {left.map((pill) => (
            <li key={pill}>
              <Button onPress={() => void draw(pill)} whyNot={mayNot}>
                {pill}
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <Form problem={problem} onSubmit={() => void draw(typed)} label={says}>
          <Field
            label={say(bucket.count === 1 ? 'drawn' : 'drawn-many', { count: bucket.count })}
            name="result"
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
          <Button type="submit" whyNot={mayNot}>
            {say('record')}
          </Button>
        </Form>
      )}
      {problem && left.length > 0 && bucket.count === 1 && <p role="alert">{problem.detail}</p>}
    </div>
  );
}

/** What was drawn, as numbers where it is numbers; a list where several are. */
function drawnOf(text: string, count: number): string | number | readonly (string | number)[] {
  const plain = (word: string): string | number => (/^\d+$/.test(word) ? Number(word) : word);
  return count === 1
    ? plain(text.trim())
    : text
        .trim()
        .split(/[\s,;]+/)
        .map(plain);
}
