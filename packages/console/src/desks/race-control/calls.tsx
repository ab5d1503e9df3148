import type { Answer } from '@racetower/server/client';
import { type KeyboardEvent, useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../words/words.tsx';
import { CallDialog } from './call-dialog.tsx';
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
        <CallDialog
          act={open}
          at={at}
          cars={open.of === 'car' ? cars : []}
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

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function goAlong(event: KeyboardEvent<HTMLDivElement>): void {
  const step = STEPS[event.key];
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((each) => each === document.activeElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
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
