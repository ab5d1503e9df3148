import type { PeopleListed } from '@racetower/server/client';
import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Form } from '../../design/field.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { useDoing } from './asking.ts';
import { RoleFields, type RoleWanted } from './role-fields.tsx';
import { WORDS } from './words.ts';

export interface GiveRoleProps {
  readonly person: PeopleListed['people'][number];
  readonly listed: PeopleListed;
  readonly onClose: () => void;
}

/** Gives somebody one more role, or puts one at another desk. */
export function GiveRole({ person, listed, onClose }: GiveRoleProps) {
  const say = useWords(WORDS);
  const { problem, run } = useDoing();
  const [wanted, setWanted] = useState<RoleWanted>({ role: listed.roles[0] ?? '', desk: '' });
  const { login, name } = person;
  const give = async (): Promise<void> => {
    const { role, desk } = wanted;
    const came = await run(
      ({ office }) => office.arrange({ do: 'give-role', login, role, ...(desk === '' ? {} : { desk }) }),
      say('role-given', { role: roleName(role), name }),
    );
    if (came) onClose();
  };
  return (
    <Dialog
      title={say('give-to', { name })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={() => void give()}>
            {say('menu-give')}
          </Button>
        </>
      }
    >
      <Form problem={problem} onSubmit={() => void give()}>
        <RoleFields listed={listed} wanted={wanted} onChange={setWanted} />
      </Form>
    </Dialog>
  );
}
