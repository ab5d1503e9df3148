import { type Problem, ProblemError } from '@racetower/server/client';
import { useEffect, useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field, Form, Tick } from '../../design/field.tsx';
import { notify } from '../../design/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { Conflict } from './conflict.tsx';
import { useDraft } from './draft.tsx';
import { editionIn } from './edition.ts';
import styles from './rulebook.module.css';
import { Summary } from './summary.tsx';
import { Running } from './what-if-part.tsx';
import { WORDS } from './words.ts';

/** Saves the edition: of one in force it asks why, and shows first what it would have changed. */
export function SaveDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { edition } = useDraft();
  const { isInForce, season } = useHolding();
  const [why, setWhy] = useState('');
  const [unseen, setUnseen] = useState(false);
  const isSeen = useSeen(isInForce ? season : undefined);
  const { save, problem, sending } = useSaving(why, isInForce, onClose);
  if (problem?.code === 'changed-meanwhile' && problem.other)
    return <Conflict other={problem.other} onKeepMine={(etag) => void save(etag)} onClose={onClose} />;
  const unready = isInForce && why.trim() === '' ? say('why-needed') : !isSeen && !unseen ? say('look-first') : undefined;
  const whyNot = sending ? say('saving') : unready;
  return (
    <Dialog
      title={say('save-edition', { name: edition.name })}
      onClose={onClose}
      wide
      buttons={
        <>
          <Button onPress={onClose}>{say('not-now')}</Button>
          <Button kind="main" whyNot={whyNot} onPress={() => void save()}>
            {say('save-it')}
          </Button>
        </>
      }
    >
      <p>{say(isInForce ? 'in-force-how' : 'not-in-force-how')}</p>
      <Form problem={problem} onSubmit={() => whyNot === undefined && void save()}>
        <Field
          label={say('why-changed')}
          name="why"
          value={why}
          onChange={setWhy}
          required={isInForce}
          autoFocus
          hint={say('why-hint')}
          lines
        />
      </Form>
      {problem?.problems && (
        <ul className={styles['problemList']}>
          {problem.problems.map((each) => (
            <li key={`${each.line} ${each.says}`}>{say('line-says', { line: each.line, says: each.says })}</li>
          ))}
        </ul>
      )}
      {isInForce && season !== undefined && <Before season={season} unseen={unseen} onUnseen={setUnseen} />}
    </Dialog>
  );
}

/** Whether what is saved holds at once, and for which season that can be looked at. */
function useHolding(): { readonly isInForce: boolean; readonly season: string | undefined } {
  const { club } = useClub();
  const { edition, shelf, textOf } = useDraft();
  const days = [editionIn(textOf(edition.path)).inForce, editionIn(edition.text).inForce];
  return { isInForce: days.some((day) => day !== undefined && day <= shelf.today), season: club.seasons.at(-1) };
}

/** Works out what the text changes in a season, unless it is worked out. @returns whether it is there to be seen */
function useSeen(season: string | undefined): boolean {
  const { whatIf } = useDraft();
  const isSeen = season === undefined || (whatIf.found !== undefined && !whatIf.isOld);
  useEffect(() => {
    if (!isSeen && season !== undefined && !whatIf.running) whatIf.start({ season });
    // Once, when the dialog opens.
  }, []);
  return isSeen;
}

interface Saving {
  readonly save: (etag?: string) => Promise<void>;
  readonly problem: Problem | undefined;
  readonly sending: boolean;
}

function useSaving(why: string, isInForce: boolean, onSaved: () => void): Saving {
  const say = useWords(WORDS);
  const { client } = useClub();
  const { edition, textOf, etagOf, drop, again } = useDraft();
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const save = async (etag = etagOf(edition.path)): Promise<void> => {
    if (sending) return;
    setSending(true);
    setProblem(undefined);
    try {
      const reason = why.trim() === '' ? {} : { why: why.trim() };
      await client.rulebook.save({ shelf: 'editions', name: edition.name, etag, text: textOf(edition.path), ...reason });
      await again();
      drop(edition.path);
      notify('good', say(isInForce ? 'saved-now' : 'saved'));
      onSaved();
    } catch (error) {
      if (error instanceof ProblemError) setProblem(error.problem);
      else notify('bad', say('not-reached'));
    }
    setSending(false);
  };
  return { save, problem, sending };
}

interface BeforeProps {
  readonly season: string;
  readonly unseen: boolean;
  readonly onUnseen: (unseen: boolean) => void;
}

/** What the text would have changed in the season, before it is saved. */
function Before({ season, unseen, onUnseen }: BeforeProps) {
  const say = useWords(WORDS);
  const { whatIf } = useDraft();
  return (
    <section className="stack" aria-label={say('before-saving', { season })}>
      <h3>{say('before-saving', { season })}</h3>
      <Running running={whatIf.running} />
      {whatIf.problem !== undefined && (
        <p>
          <Badge kind="warn">{say('not-worked-out')}</Badge> {whatIf.problem}
        </p>
      )}
      {whatIf.found && !whatIf.isOld ? (
        <Summary found={whatIf.found} />
      ) : (
        <Tick value={unseen} onChange={onUnseen}>
          {say('save-unseen')}
        </Tick>
      )}
    </section>
  );
}
