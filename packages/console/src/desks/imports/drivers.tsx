import type { AboutImports, ImportAnswer } from '@racetower/server/client';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { type Choice, ChoiceField } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './imports.module.css';
import type { Taken, Who } from './taken.ts';
import { WORDS } from './words.ts';

export interface DriversProps {
  readonly taken: Taken;
  readonly seen: ImportAnswer;
  readonly members: AboutImports['members'];
  readonly onTaken: (taken: Taken) => void;
}

/** Who the drivers of a file are here: those who are known, and a choice for each who is not. */
export function Drivers({ taken, seen, members, onTaken }: DriversProps) {
  const say = useWords(WORDS);
  // Those who were decided here stay in the list, so that a choice can be changed.
  const open = [
    ...seen.unknown,
    ...seen.drivers.filter((each) => taken.who[each.id] !== undefined && !seen.unknown.some((other) => other.id === each.id)),
    ...seen.leftOut.filter((each) => taken.who[each.id] !== undefined),
  ].toSorted((a, b) => a.name.localeCompare(b.name));
  const others = seen.leftOut.filter((each) => taken.who[each.id] === undefined);
  const choose = (chosen: Readonly<Record<string, Who>>): void => onTaken({ ...taken, who: { ...taken.who, ...chosen } });
  return (
    <section className="card stack" aria-label={say('who')}>
      <h2>{say('who')}</h2>
      {seen.unknown.length === 0 ? (
        <p>
          <Badge kind="good">{say('all-matched', { count: seen.drivers.length })}</Badge>
        </p>
      ) : (
        <>
          <p>
            <Badge kind="warn">{say('to-match', { count: seen.unknown.length })}</Badge>
          </p>
          <p className="quiet">{say('match-hint')}</p>
          <div className="row">
            <Button onPress={() => choose(Object.fromEntries(seen.unknown.map((each) => [each.id, { is: 'new' as const }])))}>
              {say('rest-new')}
            </Button>
          </div>
        </>
      )}
      <ul className={styles['list']}>
        {open.map((each) => (
          <li key={each.id} className={styles['match']}>
            <span>
              <b>{each.name}</b>
              <br />
              <span className="quiet">{say('number-of', { number: each.id })}</span>
            </span>
            <ChoiceField
              label={say('match-of', { name: each.name })}
              quiet
              placeholder={say('choose-who')}
              choices={choicesOf(each.name, members, say)}
              value={idOf(taken.who[each.id])}
              onChange={(id) => choose({ [each.id]: whoOf(id) })}
            />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p className="quiet">
          {say('computer')}: {others.map((each) => each.name).join(', ')}
        </p>
      )}
    </section>
  );
}

const MEMBER = 'member ';

function idOf(who: Who | undefined): string | undefined {
  return who?.is === 'member' ? MEMBER + who.name : who?.is;
}

function whoOf(id: string): Who {
  return id.startsWith(MEMBER) ? { is: 'member', name: id.slice(MEMBER.length) } : { is: id === 'new' ? 'new' : 'left-out' };
}

/** Members of the same name stand first, then those without a number. */
function choicesOf(
  name: string,
  members: DriversProps['members'],
  say: (key: 'as-new' | 'leave-out' | 'perhaps' | 'member-has-number', values?: Record<string, string>) => string,
): readonly Choice[] {
  const same = (each: DriversProps['members'][number]): boolean => each.name.toLowerCase() === name.toLowerCase();
  const rank = (each: DriversProps['members'][number]): number => (same(each) ? 0 : each.number === undefined ? 1 : 2);
  return [
    { id: 'new', says: say('as-new', { name }) },
    ...members
      .toSorted((a, b) => rank(a) - rank(b))
      .map((each) => ({
        id: MEMBER + each.name,
        says: each.name,
        more: same(each) ? say('perhaps') : each.number === undefined ? undefined : say('member-has-number'),
      })),
    { id: 'left-out', says: say('leave-out') },
  ];
}
