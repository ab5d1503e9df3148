import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { ActDialog } from '../../acts/act-dialog.tsx';
import { useClub, useView } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './scales.module.css';
import type { RacePartProps } from './weigh-in.tsx';
import { WORDS } from './words.ts';

type Act = Answer<'acts'>['acts'][number];

/** What was found on a car: the calls that the role may make, how often each was made before, and what it would cost. */
export function Infractions({ where, name }: RacePartProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const cars = useView('line-up', where).answer?.slots ?? [];
  const [chosen, setChosen] = useState<string>();
  const car = cars.find((slot) => slot.car === chosen)?.car ?? cars[0]?.car;
  const run = useView('race', where);
  const acts = useView('acts', { sort: 'call', role: acting.role }).answer?.acts ?? [];
  const offers = useView('offers', car === undefined ? undefined : { ...where, car, role: acting.role }).answer?.calls ?? [];
  const [open, setOpen] = useState<Act>();
  const calls = acts.filter((act) => act.of === 'car' || act.of === 'entry');
  if (car === undefined || calls.length === 0) return <Empty title={say('no-calls')}>{say('no-calls-how')}</Empty>;
  const before = (act: Act): number => (act.ladder === undefined ? 0 : (run.answer?.counts[act.ladder]?.[car] ?? 0));
  return (
    <section className="stack" aria-label={say('infractions-of', { race: name })}>
      <ChoiceField
        label={say('car-head')}
        choices={cars.map((slot) => ({ id: slot.car, says: slot.car, more: slot.driver }))}
        value={car}
        onChange={setChosen}
      />
      <p className="row">
        <Plate car={car} large />
        <strong>{cars.find((slot) => slot.car === car)?.driver}</strong>
        {run.answer?.statuses[car] && <Badge kind="bad">{run.answer.statuses[car].status}</Badge>}
      </p>
      <ul className={styles['calls']}>
        {calls.map((act) => {
          const offer = offers.find((each) => each.call === act.name);
          return (
            <li key={act.name}>
              <span>
                {act.says} <Clauses clauses={act.because.clauses} />{' '}
                {act.ladder !== undefined && (
                  <Badge kind={before(act) > 0 ? 'warn' : 'plain'}>{say('step', { nth: before(act) + 1 })}</Badge>
                )}
              </span>
              <Button onPress={() => setOpen(act)} whyNot={offer?.offered === false ? offer.because.says : undefined}>
                {say('call')}
                <span className="visually-hidden"> {act.says}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      {open && (
        <ActDialog
          act={{ ...open, sort: 'call', clauses: open.because.clauses }}
          about={{ ...where, class: where.race.split('/')[0] ?? '', car }}
          whom={say('car', { car })}
          seq={run.seq}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}
