import type { PeopleListed } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Menu } from '../../design/menu.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { useDoing, usePeople } from './asking.ts';
import { Confirm } from './confirm.tsx';
import { GiveRole } from './give-role.tsx';
import { Invitations } from './invitations.tsx';
import { Known } from './known.tsx';
import { SecretDialog } from './secret.tsx';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

type Person = PeopleListed['people'][number];
type Asked = { readonly what: 'give' } | { readonly what: 'take'; readonly role: string } | { readonly what: 'reset' | 'sign-out' | 'pin' };

/** Who has which role, and how somebody gets one. */
export function People() {
  const say = useWords(WORDS);
  const { data, error } = usePeople();
  const { me } = useClub();
  if (error) return <p>{error.message}</p>;
  if (!data) return <Waiting says={say('loading')} />;
  return (
    <div className="stack">
      {me.is === 'operator' && (
        <Empty title={say('no-accounts')}>
          <p>{say('no-accounts-how')}</p>
        </Empty>
      )}
      {data.people.length > 0 && <PeopleTable listed={data} />}
      <div className={styles['halves']}>
        <Invitations listed={data} />
        <Known />
      </div>
    </div>
  );
}

function PeopleTable({ listed }: { readonly listed: PeopleListed }) {
  const say = useWords(WORDS);
  const [asked, setAsked] = useState<{ readonly person: Person; readonly asked: Asked }>();
  const columns: readonly Column<Person>[] = [
    {
      id: 'name',
      head: say('name'),
      names: true,
      cell: (row) => (
        <>
          {row.name} <span className="quiet">{row.login}</span>
        </>
      ),
    },
    {
      id: 'roles',
      head: say('roles'),
      cell: (row) => (
        <span className="row">
          {row.posts.map(({ role, desk }) => (
            <span key={role} className={styles['post']}>
              {roleName(role)}
              {desk !== role && <span className="quiet"> {say('at-desk', { desk: roleName(desk) })}</span>}
              <Button
                kind="bare"
                aria-label={say('take-of', { role: roleName(role), name: row.name })}
                onPress={() => setAsked({ person: row, asked: { what: 'take', role } })}
              >
                ✕
              </Button>
            </span>
          ))}
        </span>
      ),
    },
    {
      id: 'pin',
      head: say('pin'),
      wide: true,
      cell: (row) => <Badge kind={row.pin ? 'good' : 'plain'}>{say(row.pin ? 'has-pin' : 'no-pin')}</Badge>,
    },
    {
      id: 'does',
      head: '',
      cell: (row) => {
        const entry = (what: 'give' | 'reset' | 'sign-out' | 'pin') => ({
          id: what,
          says: say(`menu-${what}`),
          text: say(`menu-${what}`),
          do: () => setAsked({ person: row, asked: { what } }),
        });
        return (
          <Menu entries={[entry('give'), entry('reset'), entry('sign-out'), ...(row.pin ? [entry('pin')] : [])]}>
            {say('change')} <span className="visually-hidden">{row.name}</span> <span aria-hidden="true">▾</span>
          </Menu>
        );
      },
    },
  ];
  return (
    <div className="card">
      <Table caption={say('who-may')} columns={columns} rows={listed.people} keyOf={(row) => row.login} />
      {asked?.asked.what === 'give' && <GiveRole person={asked.person} listed={listed} onClose={() => setAsked(undefined)} />}
      {asked && asked.asked.what !== 'give' && <Asking person={asked.person} asked={asked.asked} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

interface AskingProps {
  readonly person: Person;
  readonly asked: Exclude<Asked, { readonly what: 'give' }>;
  readonly onClose: () => void;
}

/** Takes a role or a PIN, signs somebody out, or makes a link to a new password: each said before. */
function Asking({ person, asked, onClose }: AskingProps) {
  const say = useWords(WORDS);
  const { run } = useDoing('toast');
  const [link, setLink] = useState<string>();
  const { login, name } = person;
  const role = asked.what === 'take' ? roleName(asked.role) : '';
  const does = async (): Promise<void> => {
    if (asked.what === 'take')
      await run(({ office }) => office.arrange({ do: 'take-role', login, role: asked.role }), say('role-taken', { role, name }));
    else if (asked.what === 'sign-out') await run(({ office }) => office.arrange({ do: 'sign-out', login }), say('signed-out', { name }));
    else if (asked.what === 'pin') await run(({ office }) => office.arrange({ do: 'forget-pin', login }), say('pin-taken', { name }));
    else {
      const came = await run(({ office }) => office.arrange({ do: 'reset-password', login }));
      if (came?.link !== undefined) return setLink(new URL(came.link, location.origin).href);
    }
    onClose();
  };
  if (link !== undefined)
    return <SecretDialog title={say('reset-link', { name })} how={say('reset-link-how')} secret={link} scan onClose={onClose} />;
  return (
    <Confirm
      title={say(`ask-${asked.what}`, { name, role })}
      does={say(`menu-${asked.what}`)}
      onClose={onClose}
      onYes={() => void does()}
      keepOpen
    >
      {say(`ask-${asked.what}-how`, { name, role })}
    </Confirm>
  );
}
