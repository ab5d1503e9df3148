import type { Answer } from '@racetower/server/client';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Tick } from '../../design/field.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import type { AtRace } from './race.ts';
import styles from './race-control.module.css';
import { WORDS } from './words.ts';

type Step = Answer<'prompts'>['steps'][number];

/** Steps of the rulebook's procedures that are due for whoever acts here, with their checklists. */
export function Prompts({ at }: { readonly at: AtRace }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const steps = useView('prompts', { ...at, role: acting.role }).answer?.steps ?? [];
  if (steps.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('due')} data-due>
      <h2>{say('due')}</h2>
      {steps.map((step) => (
        <StepShown key={step.step} at={at} step={step} />
      ))}
    </section>
  );
}

function StepShown({ at, step }: { readonly at: AtRace; readonly step: Step }) {
  const { give } = useGiving();
  const tick = (line?: string): void => {
    void give({ do: 'tick', ...at, step: step.step, ...(line === undefined ? {} : { line }) }, { says: line ?? step.says });
  };
  return (
    <div className={styles['step']} data-done={step.done}>
      {step.checklist.length === 0 ? (
        <Tick value={step.done} onChange={() => !step.done && tick()}>
          {step.says}
        </Tick>
      ) : (
        <>
          <Why about={step.says} because={step.because}>
            {step.says}
          </Why>
          {step.checklist.map(({ line, ticked }) => (
            <Tick key={line} value={ticked} onChange={() => !ticked && tick(line)}>
              {line}
            </Tick>
          ))}
        </>
      )}
    </div>
  );
}
