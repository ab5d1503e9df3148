import { useInWords } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Button } from '../../design/button.tsx';
import { useKeys } from '../../design/keys.tsx';
import { useWords } from '../../words/words.tsx';
import { flagWord } from './flag-words.ts';
import { type AtRace, type Run, useAllowed } from './race.ts';
import styles from './race-control.module.css';
import { WORDS } from './words.ts';

export interface FlagsProps {
  readonly at: AtRace;
  readonly run: Run;
  /** Cars that are chosen: flags for single cars are shown to them. */
  readonly cars: readonly string[];
}

/** Flags by their keys. `single`: shown to the cars that are chosen. */
const KEYS = [
  { flag: 'green', key: 'g' },
  { flag: 'yellow', key: 'y' },
  { flag: 'red', key: 'r' },
  { flag: 'white', key: 'w' },
  { flag: 'checkered', key: 'c' },
  { flag: 'black', key: 'b', single: true },
  { flag: 'rolled-black', key: 'n', single: true },
  { flag: 'blue', key: 'u', single: true },
  { flag: 'warm-up', key: 'm' },
  { flag: 'warm-up-over', key: ',' },
  { flag: 'black-and-checkered', key: '.', single: true },
] as const satisfies readonly { readonly flag: string; readonly key: string; readonly single?: boolean }[];

const PLAIN = [
  { command: 'post-line-up', key: 'p' },
  { command: 'finish', key: 'f' },
  { command: 'make-official', key: 'e' },
] as const;

/** The flag keys, and what else the whole race takes. A flag goes out at once: there is no time to ask. */
export function Flags({ at, run, cars }: FlagsProps) {
  const say = useWords(WORDS);
  const { give, waiting } = useGiving();
  const words = useInWords();
  const allowed = useAllowed(at);
  const show = (flag: string, single: boolean): void => {
    const told = single && cars.length > 0 ? { cars } : {};
    const says = flagWord(say, flag);
    void give({ do: 'flag', ...at, flag, ...told }, { says: single && cars.length > 0 ? `${says} ${cars.join(', ')}` : says });
  };
  const whyNot = (flag: string): string | undefined => {
    const row = allowed('flag', flag);
    return row === undefined || row.allowed ? undefined : words(row.says ?? '');
  };
  const whyNotPlain = (command: (typeof PLAIN)[number]['command']): string | undefined => {
    const row = allowed(command);
    return row === undefined || row.allowed ? undefined : words(row.says ?? '');
  };
  const givePlain = (command: (typeof PLAIN)[number]['command']): void => void give({ do: command, ...at }, { says: say(command) });
  useKeys(
    say('keys-race'),
    PLAIN.map(({ command, key }) => ({ key, says: say(command), do: () => givePlain(command) })),
  );
  useKeys(
    say('keys-flags'),
    KEYS.map((each) => ({
      key: each.key,
      says: flagWord(say, each.flag),
      do: () => show(each.flag, 'single' in each),
    })),
  );
  return (
    <section className={styles['flags']} aria-label={say('flags')}>
      {KEYS.map((each) => (
        <button
          key={each.flag}
          type="button"
          className={styles['flagKey']}
          data-flag={each.flag}
          data-on={run.flag === each.flag}
          aria-disabled={whyNot(each.flag) !== undefined}
          aria-pressed={run.flag === each.flag}
          title={whyNot(each.flag)}
          onClick={() => whyNot(each.flag) === undefined && show(each.flag, 'single' in each)}
        >
          <span className={styles['flagWord']}>{flagWord(say, each.flag)}</span>
          <kbd aria-hidden="true">{each.key.toUpperCase()}</kbd>
          {waiting.some((call) => call.command.do === 'flag' && 'flag' in call.command && call.command.flag === each.flag) && (
            <span className={styles['sending']}>…</span>
          )}
          {whyNot(each.flag) !== undefined && <span className="visually-hidden">: {whyNot(each.flag)}</span>}
        </button>
      ))}
      <div className={styles['plain']}>
        {PLAIN.map(({ command, key }) => (
          <Button key={command} whyNot={whyNotPlain(command)} onPress={() => givePlain(command)} shortcut={key.toUpperCase()}>
            {say(command)}
          </Button>
        ))}
      </div>
    </section>
  );
}
