import { useInstants } from '../../design/clock.tsx';
import { Button } from '../../design/button.tsx';
import { useMoney } from '../../design/money.ts';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import type { Kind } from './case-file.tsx';
import { useCaseNames } from './case-names.ts';
import type { Case } from './queue.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

export interface FiledProps {
  readonly file: Case;
  readonly kind: Kind | undefined;
  readonly original: Case | undefined;
  readonly onChoose: (id: string) => void;
}

/** What a case says: who filed it, against whom and where, its form, its fee, and how it was decided. */
export function Filed({ file, kind, original, onChoose }: FiledProps) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { day, date } = useInstants();
  const names = useCaseNames((filer, against) => say('against', { filer, against }));
  const outcome = kind?.outcomes.find((each) => each.outcome === file.outcome);
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say('filed'), day(file.at)],
    [say('filer'), file.filer === '' ? say('by-itself') : file.filer],
    [say('against-whom'), file.against],
    [say('answers'), file.answerable && say('driver-of', file.answerable)],
    [say('race'), names.place(file) || undefined],
    ...Object.entries(file.fields).map(([name, value]) => [wordsOf(name), isDay(value) ? date(value) : valueText(value, say)] as const),
    [say('fee'), file.feeCents === 0 ? undefined : money(file.feeCents)],
    [say('fee-went'), file.fee.length === 0 ? undefined : file.fee.map((share) => `${share.to} ${money(share.cents)}`).join(', ')],
    [say('decided'), file.outcome && (outcome?.says ?? wordsOf(file.outcome))],
    [say('decided-at'), file.ruledAt && say('by-at', { by: personOf(file.ruledBy ?? ''), when: day(file.ruledAt) })],
    [say('number'), file.id],
  ];
  return (
    <>
      <dl className={styles['facts']}>
        {rows.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {original && (
        <p>
          {say('about-case')}:{' '}
          <Button kind="bare" onPress={() => onChoose(original.id)}>
            {names.title(original)}: {names.parties(original)}
          </Button>
        </p>
      )}
    </>
  );
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** A name of the rulebook as words: `event-points` is `Event points`. */
export function wordsOf(name: string): string {
  const words = name.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value of a form as people read it. */
export function valueText(value: unknown, say: (key: 'yes' | 'no') => string): string {
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.join(', ');
  const text = String(value);
  return /^[a-z]+(-[a-z]+)+$/.test(text) ? text.replaceAll('-', ' ') : text;
}

/** Who gave something: the name, with the role behind it. */
export function personOf(by: string): string {
  const [role = '', ...name] = by.split(':');
  return name.length === 0 ? roleName(role) : `${name.join(':')} (${roleName(role)})`;
}
