import type { PeopleListed } from '@racetower/server/client';
import { useState } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field, Form } from '../../design/field.tsx';
import { missing } from '../../design/missing.ts';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { useAtField, useDoing } from './asking.ts';
import { Confirm } from './confirm.tsx';
import { RoleFields, type RoleWanted } from './role-fields.tsx';
import { SecretDialog } from './secret.tsx';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

type Invitation = PeopleListed['invitations'][number];
const LOOKS = { open: 'warn', used: 'good', revoked: 'plain', over: 'plain' } as const;

/** Links to a role that work once, those that are open first. */
export function Invitations({ listed }: { readonly listed: PeopleListed }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { run } = useDoing('toast');
  const [inviting, setInviting] = useState(false);
  const [back, setBack] = useState<Invitation>();
  const rows = listed.invitations.toSorted((a, b) => Number(b.state === 'open') - Number(a.state === 'open'));
  return (
    <section className="card stack" aria-label={say('invitations')}>
      <div className={styles['title']}>
        <h2>{say('invitations')}</h2>
        <Button kind="main" onPress={() => setInviting(true)}>
          {say('invite')}
        </Button>
      </div>
      {rows.length === 0 && <p className="quiet">{say('none-invited')}</p>}
      <ul className={styles['list']}>
        {rows.map((each) => (
          <li key={each.id}>
            <span>
              <b>{roleName(each.role)}</b> <Badge kind={LOOKS[each.state]}>{say(each.state)}</Badge>
              <span className="quiet">
                {' '}
                {each.state === 'open' ? say('until', { when: day(each.until) }) : ''}
                {each.usedBy === undefined ? '' : say('used-by', { who: each.usedBy })} {say('made-by', { who: each.by })}
              </span>
            </span>
            {each.state === 'open' && (
              <Button onPress={() => setBack(each)} aria-label={say('take-back-of', { role: roleName(each.role) })}>
                {say('take-back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {inviting && <Invite listed={listed} onClose={() => setInviting(false)} />}
      {back && (
        <Confirm
          title={say('take-back-of', { role: roleName(back.role) })}
          does={say('take-back')}
          onClose={() => setBack(undefined)}
          onYes={() => void run(({ office }) => office.arrange({ do: 'revoke-invitation', id: back.id }), say('taken-back'))}
        >
          {say('take-back-how')}
        </Confirm>
      )}
    </section>
  );
}

function Invite({ listed, onClose }: { readonly listed: PeopleListed; readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { problem, run, refuse } = useDoing();
  const shown = useAtField(problem, ['days', 'role'], 'days');
  const [wanted, setWanted] = useState<RoleWanted>({
    role: listed.roles.includes('office') ? 'office' : (listed.roles[0] ?? ''),
    desk: '',
  });
  const [days, setDays] = useState('7');
  const [link, setLink] = useState<string>();
  const invite = async (): Promise<void> => {
    const wrong = missing({ days: !/^\d{1,3}$/.test(days.trim()) && say('no-days') });
    if (wrong) return refuse(wrong);
    const { role, desk } = wanted;
    const came = await run(({ office }) => office.arrange({ do: 'invite', role, days: Number(days), ...(desk === '' ? {} : { desk }) }));
    if (came?.link !== undefined) setLink(new URL(came.link, location.origin).href);
    return undefined;
  };
  if (link !== undefined)
    return (
      <SecretDialog
        title={say('invite-link', { role: roleName(wanted.role) })}
        how={say('invite-link-how')}
        secret={link}
        scan
        onClose={onClose}
      />
    );
  return (
    <Dialog
      title={say('invite')}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={() => void invite()}>
            {say('make-link')}
          </Button>
        </>
      }
    >
      <p className="quiet">{say('invite-how')}</p>
      <Form problem={shown} onSubmit={() => void invite()}>
        <RoleFields listed={listed} wanted={wanted} onChange={setWanted} />
        <Field label={say('days')} name="days" value={days} onChange={setDays} inputMode="numeric" hint={say('days-hint')} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}
