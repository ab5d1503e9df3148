import type { AboutClub, ActingRole } from '@racetower/server/client';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Field } from '../design/field.tsx';
import { useWords } from '../words/words.tsx';
import styles from './gate.module.css';
import { roleName } from './role-name.ts';
import { WORDS } from './words.ts';

export interface RolePickerProps {
  readonly club: AboutClub;
  readonly roles: readonly ActingRole[];
  readonly who: string;
  readonly onChoose: (role: string, who: string) => void;
}

/** Asks in which role somebody acts, on the machine of a club that has no accounts. */
export function RolePicker({ club, roles, who: before, onChoose }: RolePickerProps) {
  const say = useWords(WORDS);
  const [who, setWho] = useState(before);
  const guide = roles.find((each) => each.desk === 'race-director');
  return (
    <main className={styles['gate']}>
      <h1>{club.name}</h1>
      <p className="quiet">{say('no-accounts')}</p>
      <Field label={say('your-name')} name="who" value={who} onChange={setWho} hint={say('your-name-hint')} autoComplete="name" />
      {club.demo === true && guide && (
        <div className="card stack">
          <p>{say('demo-how')}</p>
          <Button kind="main" size="large" onPress={() => onChoose(guide.role, who.trim().replaceAll(':', ' '))}>
            {say('take-tour', { role: roleName(guide.role) })}
          </Button>
        </div>
      )}
      <h2>{say('which-role')}</h2>
      <div className={styles['roles']}>
        {roles
          .filter((each) => each.gives.length > 0 && each.desk !== 'handler' && each.desk !== 'driver')
          .map(({ role }) => (
            <Button key={role} size="large" onPress={() => onChoose(role, who.trim().replaceAll(':', ' '))}>
              {roleName(role)}
            </Button>
          ))}
      </div>
    </main>
  );
}
