import type { Answer } from '@racetower/server/client';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import fields from '../../design/field.module.css';
import { useWords } from '../../words/words.tsx';
import { findMatches, type Match } from './matches.ts';
import styles from './sign-in.module.css';
import { WORDS } from './words.ts';

export interface FinderProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly entries: Answer<'entries'>['entries'];
  readonly people: Answer<'people'>['people'];
  readonly onPick: (match: Match) => void;
}

/** The field that everything at the window begins with: what is typed or scanned finds somebody, Enter takes the first. */
export function Finder({ field, entries, people, onPick }: FinderProps) {
  const say = useWords(WORDS);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const matches = findMatches(typed, entries, people);
  const pick = (match: Match | undefined): void => {
    if (!match) return;
    setTyped('');
    setActive(0);
    onPick(match);
  };
  const pressed = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // A scanner ends with Enter before the list is drawn: what it typed counts.
    if (event.key === 'Enter') pick(findMatches(event.currentTarget.value, entries, people)[active]);
    else if (event.key === 'Escape') setTyped('');
    else if (step !== undefined) setActive((active + step + matches.length) % Math.max(1, matches.length));
    else return;
    event.preventDefault();
  };
  const open = typed.trim() !== '';
  return (
    <div className={styles['finder']}>
      <label htmlFor="finder">{say('find')}</label>
      <input
        id="finder"
        ref={field}
        className={`${fields['input']} ${styles['search']}`}
        role="combobox"
        aria-expanded={open && matches.length > 0}
        aria-controls="found"
        aria-autocomplete="list"
        aria-describedby="finder-how"
        {...(open && matches[active] ? { 'aria-activedescendant': `found-${active}` } : {})}
        autoComplete="off"
        spellCheck={false}
        // The window begins here, and comes back here after every entry.
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={pressed}
      />
      <p id="finder-how" className="quiet">
        {say('find-how')}
      </p>
      <ul id="found" role="listbox" aria-label={say('found')} className={styles['found']} hidden={!open || matches.length === 0}>
        {matches.map((match, index) => (
          <Found key={match.id} match={match} index={index} active={index === active} onPick={() => pick(match)} />
        ))}
      </ul>
      {open && matches.length === 0 && <p role="status">{say('pass-of-nobody')}</p>}
    </div>
  );
}

interface FoundProps {
  readonly match: Match;
  readonly index: number;
  readonly active: boolean;
  readonly onPick: () => void;
}

function Found({ match, index, active, onPick }: FoundProps) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const className = classes.find((each) => each.id === match.class)?.name;
  return (
    <li
      id={`found-${index}`}
      role="option"
      aria-selected={active}
      className={styles['match']}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {match.car === undefined ? <span aria-hidden="true">–</span> : <Plate car={match.car} />}
      <span>
        <strong>{match.is === 'new' ? say('new', { what: match.driver ?? match.car ?? '' }) : match.driver}</strong>
        {className !== undefined && <span className="quiet"> {className}</span>}
        {match.handler !== undefined && <span className="quiet"> · {match.handler}</span>}
      </span>
      {match.is === 'in' && <Badge kind="good">{say('is-in')}</Badge>}
    </li>
  );
}
