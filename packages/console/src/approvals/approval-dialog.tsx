import { useQuery } from '@tanstack/react-query';
import { type Problem, ProblemError, type SentCommand, type SignedApproval } from '@racetower/server/client';
import { useEffect, useState } from 'react';
import { useClub } from '../api/club.tsx';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Countdown } from '../design/clock.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ChoiceField, Field } from '../design/field.tsx';
import { Clauses } from '../design/why.tsx';
import { roleName } from '../shell/role-name.ts';
import { useWords } from '../words/words.tsx';
import styles from './approvals.module.css';
import { useTablet } from './tablet.ts';
import { PinForm } from './tablet-gate.tsx';
import { WORDS } from './words.ts';

export interface ApprovalDialogProps {
  readonly says: string;
  readonly command: SentCommand;
  readonly problem: Problem;
  /** The roles that have to approve, a signature each. */
  readonly roles: readonly string[];
  readonly onClose: () => void;
  readonly onApproved: (approved: { readonly by: readonly string[]; readonly tokens: readonly string[] }) => void;
}

type Signed = Pick<SignedApproval, 'by'> & { readonly token?: string; readonly until?: string };

/** A call that others have to approve: each signs here by PIN, or in their own session; then it is given. */
export function ApprovalDialog({ says, command, problem, roles, onClose, onApproved }: ApprovalDialogProps) {
  const say = useWords(WORDS);
  const { me } = useClub();
  const [signed, setSigned] = useState<Readonly<Record<string, Signed>>>({});
  const signs = (role: string, by: Signed): void => setSigned((before) => ({ ...before, [role]: by }));
  const missing = roles.filter((role) => !signed[role]);
  useElsewhere(command, roles, me.is === 'member', signs);
  const give = (): void => {
    const all = roles.flatMap((role) => signed[role] ?? []);
    onApproved({ by: all.map((each) => each.by), tokens: all.flatMap((each) => each.token ?? []) });
  };
  return (
    <Dialog
      title={say('needs-approval', { call: says })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('not-now')}</Button>
          <Button
            kind="main"
            onPress={give}
            whyNot={missing.length === 0 ? undefined : say('still-missing', { roles: missing.map(roleName).join(', ') })}
          >
            {say('give')}
          </Button>
        </>
      }
    >
      <p>
        {problem.detail} <Clauses clauses={problem.clauses ?? []} />
      </p>
      {roles.map((role) => (
        <Signature key={role} role={role} command={command} signed={signed[role]} onSigned={(by) => signs(role, by)} />
      ))}
    </Dialog>
  );
}

interface SignatureProps {
  readonly role: string;
  readonly command: SentCommand;
  readonly signed: Signed | undefined;
  readonly onSigned: (by: Signed) => void;
}

function Signature({ role, command, signed, onSigned }: SignatureProps) {
  const say = useWords(WORDS);
  const { me, club, client } = useClub();
  const { tablet } = useTablet(club.club);
  const [login, setLogin] = useState<string>();
  const person = tablet?.people.find((each) => each.login === login);
  return (
    <section className={styles['signature']} aria-label={roleName(role)}>
      <h3>{roleName(role)}</h3>
      {signed ? (
        <p className="row" role="status">
          <Badge kind="good">{say('approved-by', { by: nameIn(signed.by) })}</Badge>
          {signed.until !== undefined && <Countdown ends={signed.until} />}
        </p>
      ) : me.is === 'member' ? (
        <>
          <p role="status">{say('asked-at-theirs', { role: roleName(role) })}</p>
          {tablet && (
            <ChoiceField
              label={say('or-here')}
              value={login}
              onChange={setLogin}
              choices={tablet.people.map((each) => ({ id: each.login, says: each.name }))}
            />
          )}
          {person && (
            <PinForm
              key={person.login}
              name={person.name}
              does={say('approve')}
              onPin={async (pin) => onSigned(await client.approvals.sign(command, { role, login: person.login, pin }))}
            />
          )}
        </>
      ) : (
        <Claimed role={role} onSigned={onSigned} />
      )}
    </section>
  );
}

/** On the machine of a club without accounts: who approves says so, as on paper. */
function Claimed({ role, onSigned }: Pick<SignatureProps, 'role' | 'onSigned'>) {
  const say = useWords(WORDS);
  const [name, setName] = useState('');
  return (
    <>
      <Field label={say('who-approves')} name="approves" value={name} onChange={setName} hint={say('who-approves-hint')} />
      <Button onPress={() => onSigned({ by: name.trim() === '' ? role : `${role}:${name.trim().replaceAll(':', ' ')}` })}>
        {say('approves')}
      </Button>
    </>
  );
}

const nameIn = (by: string): string => by.split(':')[1] ?? roleName(by);
const LOOKED_MS = 2000;

/** Asks those who have the roles at their own devices, and hears when they signed. */
function useElsewhere(command: SentCommand, roles: readonly string[], on: boolean, signs: (role: string, by: Signed) => void): void {
  const { client } = useClub();
  const [request, setRequest] = useState<string>();
  useEffect(() => {
    if (!on) return undefined;
    let asked: string | undefined;
    let gone = false;
    const end = (): void => {
      if (asked !== undefined) void client.approvals.end(asked).catch(() => undefined);
    };
    const ask = async (): Promise<void> => {
      try {
        asked = (await client.approvals.ask(command, roles)).request;
        if (gone) end();
        else setRequest(asked);
      } catch (error) {
        // Nobody can be asked elsewhere: whoever stands here signs by PIN.
        if (!(error instanceof ProblemError)) throw error;
      }
    };
    void ask();
    return () => {
      gone = true;
      end();
    };
    // One request for the life of the dialog.
  }, [client, on]);
  const { data } = useQuery({
    queryKey: [client.club, 'asked', request],
    queryFn: async ({ signal }) => (await client.approvals.waiting(signal)).find((each) => each.request === request)?.signed ?? [],
    enabled: request !== undefined,
    refetchInterval: LOOKED_MS,
  });
  useEffect(() => {
    const open = [...roles];
    for (const each of data ?? []) {
      const [own] = each.by.split(':');
      const at = Math.max(open.indexOf(own ?? ''), 0);
      const [role] = open.splice(at, 1);
      if (role !== undefined) signs(role, each);
    }
  }, [JSON.stringify(data)]);
}
