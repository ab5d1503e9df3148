import type { Answer } from '@racetower/server/client';
import { type KeyboardEvent, useState } from 'react';
import { ActDialog } from '../../acts/act-dialog.tsx';
import { useClub, useView } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../words/words.tsx';
import type { AtRace, Run } from './race.ts';
import styles from './race-control.module.css';
import type { Selection } from './selection.ts';
import { WORDS } from './words.ts';

export type Act = Answer<'acts'>['acts'][number];

export interface CallsProps {
  readonly at: AtRace;
  readonly run: Run;
  readonly selection: Selection;
  /** The number of the fact that the screen shows. */
  readonly seq: number;
}

/** The call pad: every call and mark that this role may make, about the cars that are chosen or about the race. */
export function Calls({ at, selection, seq }: CallsProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const [open, setOpen] = useState<Act>();
  const { cars } = selection;
  const acts = useView('acts', { role: acting.role }).answer?.acts ?? [];
  const offers = useView('offers', { ...at, role: acting.role, ...(cars[0] === undefined ? {} : { car: cars[0] }) }).answer;
  const whyNot = (act: Act): string | undefined => {
    const row = offers?.calls.find((each) => each.call === act.name);
    return row && !row.offered ? row.because.says : undefined;
  };
  const here = acts.filter((act) => act.sort !== 'record' && (cars.length > 0 ? act.of === 'car' : act.of === 'race'));
  return (
    <section className={styles['calls']} aria-label={say('calls')} data-calls>
      <div className={styles['orderHead']}>
        <h2>{cars.length > 0 ? say('calls-on') : say('calls-race')}</h2>
        <span className="row">
          {cars.map((car) => (
            <Plate key={car} car={car} />
          ))}
          {cars.length > 0 && (
            <Button kind="bare" onPress={selection.clear} shortcut="Esc">
              {say('clear')}
            </Button>
          )}
        </span>
      </div>
      {cars.length === 0 && <p className="quiet">{say('calls-how')}</p>}
      <CallList acts={here} whyNot={whyNot} onOpen={setOpen} />
      <Proposals at={at} />
      {open && (
        <ActDialog
          act={{ ...open, clauses: open.because.clauses }}
          about={{ ...at, ...(open.of === 'car' ? subjectOf(cars) : {}) }}
          whom={open.of === 'car' ? say('cars-called', { count: cars.length, cars: cars.join(', ') }) : ''}
          seq={seq}
          onClose={(made) => {
            setOpen(undefined);
            if (made) selection.clear();
          }}
        />
      )}
    </section>
  );
}

const subjectOf = (cars: readonly string[]): { readonly car?: string; readonly cars?: readonly string[] } =>
  cars.length > 1 ? { cars } : cars[0] === undefined ? {} : { car: cars[0] };

interface CallListProps {
  readonly acts: readonly Act[];
  readonly whyNot: (act: Act) => string | undefined;
  readonly onOpen: (act: Act) => void;
}

/** The calls as buttons; arrow keys go from one to the next. */
function CallList({ acts, whyNot, onOpen }: CallListProps) {
  const say = useWords(WORDS);
  if (acts.length === 0) return <p className="quiet">{say('no-calls')}</p>;
  return (
    <div className={styles['callList']} role="group" aria-label={say('calls')} onKeyDown={goAlong}>
      {acts.map((act) => (
        <Button key={act.name} whyNot={whyNot(act)} onPress={() => onOpen(act)}>
          <span className={styles['callName']}>{act.name.replaceAll('-', ' ')}</span>
          <span className={styles['callSays']}>{act.says}</span>
        </Button>
      ))}
    </div>
  );
}

/** Arrows go through the pad as it stands: along a row, and from row to row. */
function goAlong(event: KeyboardEvent<HTMLDivElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((each) => each === document.activeElement);
  const columns = Math.max(1, new Set(buttons.map((each) => each.offsetLeft)).size);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (step === undefined || at < 0) return;
  event.preventDefault();
  const along = Math.abs(step) === 1 ? (at + step + buttons.length) % buttons.length : at + step;
  (buttons[along] ?? (step > 0 ? buttons.at(-1) : buttons[0]))?.focus();
}

/** Calls that wait for another official. */
function Proposals({ at }: { readonly at: AtRace }) {
  const say = useWords(WORDS);
  const rows = useView('proposals', at).answer?.proposals ?? [];
  return rows.map((each) => (
    <p key={each.because.says}>
      <Badge kind="warn">{say('waits-for-another')}</Badge> {each.because.says}
    </p>
  ));
}
