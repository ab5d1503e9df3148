import type { Because } from '@racetower/engine';
import { useQuery } from '@tanstack/react-query';
import { type Client, inWords } from '@racetower/server/client';
import { Fragment, type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useWords } from '../words/words.tsx';
import { Dialog } from './dialog.tsx';
import { WORDS } from './words.ts';
import { useAsk, useClub } from '../api/club.tsx';
import styles from './why.module.css';

export interface WhyProps {
  /** What is shown, as a place, a slot or a sum. */
  readonly children: ReactNode;
  /** What it is, for the title: `car 12 starts in slot 3`. */
  readonly about: string;
  /** The reason, where the answer brought it along. */
  readonly because?: Because | undefined;
  /** Else the path by which the server explains it, as `line-up jr-honda/heat-1 4`, and where. */
  readonly path?: string;
  readonly meeting?: string;
  readonly season?: string;
  /** Else how to ask for it once somebody wants it. */
  readonly ask?: ((client: Client) => Promise<Because | undefined>) | undefined;
}

/** Shows something, and opens why it is so: sentences with the clauses they rest on. */
export function Why({ children, about, ...rest }: WhyProps) {
  const say = useWords(WORDS);
  const [open, setOpen] = useState(false);
  return (
    <>
      <AriaButton className={styles['why'] ?? ''} onPress={() => setOpen(true)}>
        {children}
        <span className="visually-hidden">
          : {about}: {say('why')}
        </span>
      </AriaButton>
      {open && <WhyDialog about={about} {...rest} onClose={() => setOpen(false)} />}
    </>
  );
}

function WhyDialog({ about, because, path, meeting, season, ask, onClose }: Omit<WhyProps, 'children'> & { readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const asked = useAsk(
    'explain',
    because === undefined && path !== undefined ? { path, ...(meeting ? { meeting } : {}), ...(season ? { season } : {}) } : undefined,
  );
  const { client } = useClub();
  const sought = useQuery({
    queryKey: [client.club, 'why', about],
    queryFn: async () => (await ask?.(client)) ?? null,
    enabled: because === undefined && ask !== undefined,
    gcTime: 0,
  });
  const reason = because ?? asked.data?.because ?? sought.data ?? undefined;
  const error = asked.error ?? sought.error;
  return (
    <Dialog title={about} onClose={onClose} wide>
      {reason ? <Reason reason={reason} /> : <p role="status">{error ? error.message : say('asking')}</p>}
    </Dialog>
  );
}

/** A reason as nested sentences; of long ones the deeper parts are folded. */
export function Reason({ reason, deep = 0 }: { readonly reason: Because; readonly deep?: number }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const clauses = <Clauses clauses={reason.clauses} />;
  const sentence = (
    <>
      {inWords(reason.says, classes)}
      {reason.facts.length > 0 && (
        <span className="quiet"> {say('facts', { count: reason.facts.length, list: reason.facts.slice(0, 8).join(', ') })}</span>
      )}
      {reason.expression && <code className={styles['formula']}>{reason.expression.source}</code>}
    </>
  );
  if (reason.from.length === 0)
    return (
      <p className={styles['sentence']}>
        {sentence} {clauses}
      </p>
    );
  // The clauses stand beside what folds: a link within it could not be reached.
  return (
    <div className={styles['part']}>
      <details className={styles['parts']} open={deep < 1}>
        <summary>{sentence}</summary>
        <ul>
          {reason.from.map((part, index) => (
            // Parts have no names; their order is fixed.
            <li key={`${index} ${part.says}`}>
              <Reason reason={part} deep={deep + 1} />
            </li>
          ))}
        </ul>
      </details>
      {reason.clauses.length > 0 && <span className={styles['clauses']}>{clauses}</span>}
    </div>
  );
}

/** Clauses, each a link to its place in the rulebook as everybody reads it. */
export function Clauses({ clauses }: { readonly clauses: readonly string[] }) {
  const { club } = useClub();
  return [...new Set(clauses)].map((clause) => (
    <Fragment key={clause}>
      {' '}
      <a className={styles['clause']} href={`/clubs/${club.club}/rulebook#${encodeURIComponent(clause)}`} target="_blank" rel="noreferrer">
        {clause}
      </a>
    </Fragment>
  ));
}
