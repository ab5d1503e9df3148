import type { Problem } from '@racetower/server/client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview, type WouldBe } from '../../api/preview.tsx';
import { useSettled } from '../../api/settled.ts';
import { Button } from '../../design/button.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { commandOf, type Drafted, draftOf, missing } from './drafted.ts';
import type { Match } from './matches.ts';
import { MissingPapers, missingOf, type PapersShown, usePapers } from './papers.tsx';
import { Standing } from './standing.tsx';
import styles from './sign-in.module.css';
import { WORDS } from './words.ts';

interface Entered {
  readonly class: string;
  readonly car: string;
}

export interface EntryFormProps {
  readonly meeting: string;
  readonly draft: Match;
  /** The class of the entry before, where nothing is known. */
  readonly usual: string | undefined;
  readonly seq: number;
  /** The form is done with: with the entry, or without one. */
  readonly onDone: (entry?: Entered) => void;
}

/** A new entry: filled in from the last time, looked at by the rulebook while it is typed, sent with Enter. */
export function EntryForm({ meeting, draft, usual, seq, onDone }: EntryFormProps) {
  const say = useWords(WORDS);
  const [fields, setFields] = useState<Drafted>(() => draftOf(draft, usual));
  const { problem, setProblem, sent, submit } = useSubmit(meeting, fields, onDone);
  const command = commandOf(meeting, fields);
  const settled = useSettled(command);
  const whose = settled && { meeting, class: settled.class, car: settled.car, driver: settled.driver };
  const papers = usePapers(whose);
  const would = usePreview(settled, Math.max(seq, papers.seq));
  const box = useRef<HTMLElement>(null);
  useNextPaper(box, { papers, would, refused: problem });
  const set = (part: Partial<Drafted>): void => {
    setProblem(undefined);
    setFields((before) => ({ ...before, ...part }));
  };
  return (
    <section ref={box} className="card stack" aria-label={say('new-entry')}>
      <h2>{say('new-entry')}</h2>
      <Form
        problem={problem?.detail === would.problem?.detail && fieldAtFault(problem) === undefined ? undefined : problem}
        onSubmit={() => void submit()}
        label={say('new-entry')}
      >
        <EntryFields meeting={meeting} fields={fields} set={set} />
        <Standing would={would} asked={command !== undefined} />
        <div className="row">
          <Button kind="main" size="large" type="submit" shortcut="Enter" whyNot={sent ? say('on-its-way') : undefined}>
            {say('sign-in')}
          </Button>
          <Button onPress={() => onDone()} shortcut="Esc">
            {say('cancel')}
          </Button>
        </div>
      </Form>
      {whose && <MissingPapers of={whose} papers={papers} />}
    </section>
  );
}

interface Looked {
  readonly papers: PapersShown;
  readonly would: WouldBe;
  readonly refused: Problem | undefined;
}

/** Goes to the first paper that is missing once an entry is refused for one, on to the next, and back to sign in when all are there. */
function useNextPaper(box: RefObject<HTMLElement | null>, { papers, would, refused }: Looked): void {
  const going = useRef(false);
  const before = useRef(0);
  const missing = missingOf(papers).length;
  useEffect(() => {
    if (missing < before.current) going.current = true;
    before.current = missing;
  }, [missing]);
  useEffect(() => {
    if (refused !== undefined) going.current = true;
  }, [refused]);
  useEffect(() => {
    if (!going.current || would.pending || document.querySelector('[role="dialog"]') !== null) return;
    going.current = false;
    const at = fieldAtFault(refused);
    const next =
      at !== undefined
        ? `[name="${at}"]`
        : would.problem && missing > 0
          ? '[data-missing] button'
          : refused?.errors === undefined
            ? 'button[type="submit"]'
            : undefined;
    if (next !== undefined) box.current?.querySelector<HTMLElement>(next)?.focus();
  });
}

/** The field of the form that a problem is about; one for want of a paper is mended by the paper. */
function fieldAtFault(problem: Problem | undefined): string | undefined {
  return problem?.code === 'requirement' ? undefined : FIELDS.find((each) => each === problem?.field);
}

/** Sends an entry once; what was wrong with it comes back to the form. */
function useSubmit(meeting: string, fields: Drafted, onDone: EntryFormProps['onDone']) {
  const say = useWords(WORDS);
  const { up } = useClub();
  const { give } = useGiving();
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const submit = async (): Promise<void> => {
    if (sent) return;
    const wrong = missing(fields, say);
    const command = commandOf(meeting, fields);
    if (wrong || command === undefined) return setProblem(wrong);
    const entry = { class: command.class, car: command.car };
    const says = say('sign-in-of', { car: command.car, driver: command.driver });
    const going = give(command, { says, refusal: up ? 'fields' : 'dialog' });
    // While the server is away the call waits by itself; the next one at the window does not.
    if (!up) return onDone(entry);
    setSent(true);
    const came = await going;
    setSent(false);
    if (came.is === 'done') onDone(entry);
    else setProblem(came.problem);
  };
  return { problem, setProblem, sent, submit };
}

interface EntryFieldsProps {
  readonly meeting: string;
  readonly fields: Drafted;
  readonly set: (part: Partial<Drafted>) => void;
}

/** In the order in which they are asked at the window; the first that is empty is where typing goes on. */
const FIELDS = ['car', 'driver', 'handler', 'pill', 'transponder', 'owner'] as const;

function EntryFields({ meeting, fields, set }: EntryFieldsProps) {
  const say = useWords(WORDS);
  const { acting, club } = useClub();
  const { answer } = useView('buckets', fields.class === undefined ? undefined : { meeting, class: fields.class, role: acting.role });
  const pill = answer?.buckets.find((each) => each.draw === 'pill');
  const [first] = useState(() => (['car', 'driver'] as const).find((name) => fields[name] === '') ?? 'pill');
  return (
    <div className={styles['fields']}>
      <ChoiceField
        label={say('class')}
        name="class"
        choices={club.classes.map(({ id, name }) => ({ id, says: name }))}
        value={fields.class}
        onChange={(id) => set({ class: id })}
      />
      {FIELDS.map((name) => (
        <Field
          key={name}
          label={say(name)}
          name={name}
          value={fields[name]}
          onChange={(value) => set({ [name]: value })}
          autoFocus={name === first}
          autoComplete="off"
          {...(name === 'pill' ? { inputMode: 'numeric' as const, hint: pillHint(pill, say) } : {})}
        />
      ))}
    </div>
  );
}

function pillHint(
  pill: { readonly left?: readonly unknown[] } | undefined,
  say: (key: 'pill-hint' | 'pill-left', values?: { left: string }) => string,
): string {
  const left = pill?.left;
  return left === undefined || left.length > 16 ? say('pill-hint') : say('pill-left', { left: left.map(String).join(' ') });
}
