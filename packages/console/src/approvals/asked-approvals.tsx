import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type AskedApproval, type Problem, ProblemError } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../api/club.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { roleName } from '../shell/role-name.ts';
import { useWords } from '../words/words.tsx';
import styles from './approvals.module.css';
import { WORDS } from './words.ts';

const LOOKED_MS = 3000;

/** What somebody else wants approved by whoever works here; it stands over every desk until it is answered. */
export function AskedApprovals() {
  const say = useWords(WORDS);
  const { client, me, up } = useClub();
  const [open, setOpen] = useState<AskedApproval>();
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const { data = [] } = useQuery({
    queryKey: [client.club, 'approvals'],
    queryFn: ({ signal }) => client.approvals.waiting(signal),
    enabled: me.is === 'member' && up,
    refetchInterval: LOOKED_MS,
  });
  const mine = new Set(me.roles.map(({ role }) => `${role}:${me.name ?? ''}`));
  const asked = data.filter((each) => !each.mine && !passed.has(each.request) && !each.signed.some(({ by }) => mine.has(by)));
  return (
    <div role="status" className={styles['asked']}>
      {asked.map((each) => (
        <p key={each.request} className={styles['request']}>
          <span>{say('asks-you', { by: nameOf(each.by), what: whatOf(each.command) })}</span>
          <Button kind="main" onPress={() => setOpen(each)}>
            {say('look')}
          </Button>
        </p>
      ))}
      {open && (
        <ApproveDialog
          asked={open}
          onClose={(answered) => {
            setOpen(undefined);
            if (!answered) setPassed((before) => new Set([...before, open.request]));
          }}
        />
      )}
    </div>
  );
}

const nameOf = (by: string): string => by.split(':')[1] ?? roleName(by);
const fieldsOf = (command: object): readonly (readonly [string, unknown])[] =>
  Object.entries(command).filter(([name]) => !['do', 'by', 'at', 'approvals', 'override'].includes(name));

/** A command in a few words: `call caution 11`. */
function whatOf(command: object): string {
  const { do: kind = '', name, car, race } = command as Readonly<Record<string, unknown>>;
  return [kind, name, car, race].flatMap((each) => (typeof each === 'string' ? [each.replaceAll('-', ' ')] : [])).join(' ');
}

function ApproveDialog({ asked, onClose }: { readonly asked: AskedApproval; readonly onClose: (answered: boolean) => void }) {
  const say = useWords(WORDS);
  const { client, me } = useClub();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem>();
  const role = asked.roles.find((each) => me.roles.some((own) => own.role === each));
  const approve = async (): Promise<void> => {
    try {
      await client.approvals.sign(asked.command, { ...(role === undefined ? {} : { role }), request: asked.request });
      notify('good', say('you-approved', { by: nameOf(asked.by) }));
      onClose(true);
      await queries.invalidateQueries({ queryKey: [client.club, 'approvals'] });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error.problem);
    }
  };
  return (
    <Dialog
      title={say('asks-you', { by: nameOf(asked.by), what: whatOf(asked.command) })}
      onClose={() => onClose(false)}
      buttons={
        <>
          <Button onPress={() => onClose(false)}>{say('not-now')}</Button>
          <Button kind="main" onPress={() => void approve()}>
            {say('approve')}
          </Button>
        </>
      }
    >
      {problem && <p role="alert">{problem.detail}</p>}
      <dl className={styles['fields']}>
        {fieldsOf(asked.command).map(([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll('-', ' ')}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{say('good-for')}</p>
    </Dialog>
  );
}
