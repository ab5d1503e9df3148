import type { PeopleListed } from '@racetower/server/client';
import { ChoiceField } from '../../design/field.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

type Desk = PeopleListed['desks'][number];

export interface RoleWanted {
  readonly role: string;
  /** Empty: the desk of that name. */
  readonly desk: Desk | '';
}

export interface RoleFieldsProps {
  readonly listed: Pick<PeopleListed, 'roles' | 'desks'>;
  readonly wanted: RoleWanted;
  readonly onChange: (wanted: RoleWanted) => void;
}

/** A role and where it works. */
export function RoleFields({ listed: { roles, desks }, wanted, onChange }: RoleFieldsProps) {
  const say = useWords(WORDS);
  return (
    <>
      <ChoiceField
        label={say('role')}
        name="role"
        choices={roles.map((id) => ({ id, says: roleName(id) }))}
        value={wanted.role}
        onChange={(role) => onChange({ ...wanted, role })}
      />
      <ChoiceField
        label={say('desk')}
        name="desk"
        choices={[{ id: 'own', says: say('own-desk'), more: say('own-desk-how') }, ...desks.map((id) => ({ id, says: roleName(id) }))]}
        value={wanted.desk === '' ? 'own' : wanted.desk}
        onChange={(id) => onChange({ ...wanted, desk: desks.find((each) => each === id) ?? '' })}
      />
    </>
  );
}
