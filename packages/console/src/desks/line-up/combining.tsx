import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { useSettled } from '../../api/settled.ts';
import { Button } from '../../design/button.tsx';
import { ChoiceField, Field, Form, Tick } from '../../design/field.tsx';
import { Why } from '../../design/why.tsx';
import { Changes } from '../../shell/changes.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './line-up.module.css';
import { WORDS } from './words.ts';

/** Classes that run together, and a form to join more: who approves, who of the drivers agrees. */
export function Combining({ meeting }: { readonly meeting: string }) {
  const say = useWords(WORDS);
  const { acting, club } = useClub();
  const joined = useView('combined', { meeting }).answer?.combined ?? [];
  const [open, setOpen] = useState(false);
  const nameOf = (id: string): string => club.classes.find((each) => each.id === id)?.name ?? id;
  if (!acting.gives.includes('combine') && joined.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('together')}>
      <h2>{say('together')}</h2>
      {joined.map((each) => (
        <p key={each.id}>
          <Why about={say('together-of', { classes: each.classes.map(nameOf).join(', ') })} because={each.because}>
            {each.classes.map(nameOf).join(' + ')}
          </Why>{' '}
          <span className="quiet">{each.approvals.join(', ')}</span>
        </p>
      ))}
      {joined.length === 0 && !open && <p className="quiet">{say('together-how')}</p>}
      {open ? (
        <Join meeting={meeting} onDone={() => setOpen(false)} />
      ) : (
        acting.gives.includes('combine') && <Button onPress={() => setOpen(true)}>{say('join')}</Button>
      )}
    </section>
  );
}

function Join({ meeting, onDone }: { readonly meeting: string; readonly onDone: () => void }) {
  const say = useWords(WORDS);
  const { club, by } = useClub();
  const { give } = useGiving();
  const { answer, seq } = useView('entries', { meeting });
  const [classes, setClasses] = useState<readonly string[]>([]);
  const [approved, setApproved] = useState(by);
  const [consents, setConsents] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Problem>();
  const here = (answer?.entries ?? []).filter((entry) => !entry.withdrawn);
  const asked = here.filter((entry) => classes.includes(entry.class));
  const command = {
    do: 'combine' as const,
    meeting,
    classes,
    approvals: approved.split(/\s*,\s*/).filter((each) => each !== ''),
    consents: Object.fromEntries(
      asked.flatMap(({ driver }) => (consents[driver] === 'yes' || consents[driver] === 'no' ? [[driver, consents[driver]]] : [])),
    ),
  };
  const would = usePreview(useSettled(classes.length > 1 ? command : undefined), seq);
  const join = async (): Promise<void> => {
    const came = await give(command, { says: say('join'), refusal: 'fields' });
    if (came.is === 'done') onDone();
    else setProblem(came.problem);
  };
  return (
    <Form problem={problem} onSubmit={() => void join()} label={say('join')}>
      <fieldset className={styles['ticks']}>
        <legend>{say('which')}</legend>
        {club.classes
          .filter(({ id }) => here.some((entry) => entry.class === id))
          .map(({ id, name }) => (
            <Tick
              key={id}
              value={classes.includes(id)}
              onChange={(on) => setClasses(on ? [...classes, id] : classes.filter((each) => each !== id))}
            >
              {say('class-cars', { name, cars: here.filter((entry) => entry.class === id).length })}
            </Tick>
          ))}
      </fieldset>
      <Field
        label={say('approved-by')}
        name="approvals"
        value={approved}
        onChange={setApproved}
        hint={say('approved-hint')}
        autoComplete="off"
      />
      <Consents asked={asked} consents={consents} onChange={setConsents} />
      {classes.length > 1 && <Changes would={would} />}
      <div className="row">
        <Button kind="main" type="submit" whyNot={classes.length > 1 ? undefined : say('two-classes')}>
          {say('join')}
        </Button>
        <Button onPress={onDone}>{say('no')}</Button>
      </div>
    </Form>
  );
}

interface ConsentsProps {
  readonly asked: readonly { readonly class: string; readonly car: string; readonly driver: string }[];
  readonly consents: Readonly<Record<string, string>>;
  readonly onChange: (consents: Readonly<Record<string, string>>) => void;
}

/** What each driver of the classes says to running together. */
function Consents({ asked, consents, onChange }: ConsentsProps) {
  const say = useWords(WORDS);
  if (asked.length === 0) return null;
  return (
    <div className={styles['ticks']} role="group" aria-label={say('consents')}>
      {asked.map(({ car, driver, class: id }) => (
        <ChoiceField
          key={`${id} ${car}`}
          label={`${car} ${driver}`}
          choices={(['unasked', 'yes', 'no'] as const).map((each) => ({ id: each, says: say(`says-${each}`) }))}
          value={consents[driver] ?? 'unasked'}
          onChange={(next) => onChange({ ...consents, [driver]: next })}
        />
      ))}
    </div>
  );
}
