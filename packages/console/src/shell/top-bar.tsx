import { useClub } from '../api/club.tsx';
import { useGiving } from '../api/giving.tsx';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { ChoiceField } from '../design/field.tsx';
import { Menu, type MenuEntry } from '../design/menu.tsx';
import { useInstants } from '../design/clock.tsx';
import { type Language, LANGUAGES, useWords } from '../words/words.tsx';
import { useTablet } from '../approvals/tablet.ts';
import { WORDS as APPROVAL_WORDS } from '../approvals/words.ts';
import { useTour } from '../tour/tour.tsx';
import { useMeeting } from './meeting.tsx';
import { roleName } from './role-name.ts';
import { useSignOut } from './sign-out.tsx';
import styles from './top-bar.module.css';
import { WORDS } from './words.ts';

export interface TopBarProps {
  readonly onOpen: (what: 'palette' | 'undo' | 'keys') => void;
  readonly onLanguage: (language: Language) => void;
  readonly onLeave: () => void;
}

/** The top of every desk: club and meeting, search, what waits, undo, and who is here. */
export function TopBar({ onOpen, onLanguage, onLeave }: TopBarProps) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { waiting, made } = useGiving();
  const last = made.at(-1);
  return (
    <header className={styles['bar']}>
      <span className={styles['club']}>{club.name}</span>
      <MeetingPicker />
      <span className={styles['space']} />
      {waiting.length > 0 && <Badge kind="warn">{say('waiting', { count: waiting.length })}</Badge>}
      <Button kind="bare" shortcut="ctrl K" onPress={() => onOpen('palette')}>
        <span aria-hidden="true">⌕</span>
        <span className={styles['word']}>{say('search')}</span>
      </Button>
      <Button
        kind="bare"
        onPress={() => onOpen('undo')}
        whyNot={last ? undefined : say('nothing-to-undo')}
        aria-label={last ? say('undo-what', { what: last.says }) : say('undo')}
      >
        <span aria-hidden="true">↶</span>
        <span className={styles['word']}>{last ? say('undo-what', { what: last.says }) : say('undo')}</span>
      </Button>
      <PersonMenu onOpen={onOpen} onLanguage={onLanguage} onLeave={onLeave} />
    </header>
  );
}

function MeetingPicker() {
  const say = useWords(WORDS);
  const { meetings, meeting, choose } = useMeeting();
  const { date } = useInstants();
  if (meetings.length === 0) return null;
  return (
    <div className={styles['meeting']}>
      <ChoiceField
        label={say('meeting')}
        quiet
        value={meeting?.meeting}
        onChange={choose}
        choices={meetings.toReversed().map((each) => ({
          id: each.meeting,
          says: each.name,
          more: `${date(each.date)}${each.opened && !each.closed ? ` · ${say('open-now')}` : ''}`,
        }))}
      />
    </div>
  );
}

function PersonMenu({ onOpen, onLanguage, onLeave }: TopBarProps) {
  const say = useWords(WORDS);
  const { me, club, acting, act, by } = useClub();
  const leaving = useSignOut();
  const tour = useTour();
  const sayTablet = useWords(APPROVAL_WORDS);
  const { tablet, act: actAtTablet } = useTablet(club.club);
  const tabletEntries = tablet
    ? [
        ...tablet.people
          .filter((each) => each.here && each.login !== tablet.works)
          .map((each) =>
            entry(
              `person-${each.login}`,
              sayTablet('take-over', { name: each.name }),
              () => void actAtTablet({ do: 'switch', login: each.login }),
            ),
          ),
        entry('lock', sayTablet('lock-tablet'), () => void actAtTablet({ do: 'leave' })),
      ]
    : [];
  const roles = me.is === 'member' ? me.roles.filter((each) => each.role !== acting.role) : [];
  const entries: readonly MenuEntry[] = [
    ...roles.map(({ role }) => entry(`role-${role}`, say('act-as', { role: roleName(role) }), () => act(role))),
    ...(me.is === 'operator' ? [entry('other', say('other-role'), onLeave)] : []),
    entry('theme', say('theme'), nextTheme),
    ...LANGUAGES.map((language) => entry(`language-${language}`, say(`language-${language}`), () => onLanguage(language))),
    entry('keys', say('keys'), () => onOpen('keys')),
    ...(tour.offered ? [entry('tour', say('tour'), tour.start)] : []),
    ...tabletEntries,
    ...(me.is === 'member' && !tablet ? [entry('out', say('sign-out'), leaving.ask)] : []),
  ];
  const [role = '', name] = by.split(':');
  return (
    <>
      <Menu entries={entries}>
        <span className="visually-hidden">{say('you-are')} </span>
        <span className={styles['person']}>
          {name !== undefined && <span>{name} </span>}
          <span className="quiet">{roleName(role)}</span>
        </span>
        <span aria-hidden="true">▾</span>
      </Menu>
      {leaving.dialog}
    </>
  );
}

const entry = (id: string, text: string, act: () => void): MenuEntry => ({ id, says: text, text, do: act });

const THEMES = ['', 'light', 'dark'];

/** As the device, light, dark, and round again. */
function nextTheme(): void {
  const { dataset } = document.documentElement;
  const next = THEMES[(THEMES.indexOf(dataset['theme'] ?? '') + 1) % THEMES.length] ?? '';
  if (next === '') delete dataset['theme'];
  else dataset['theme'] = next;
  localStorage.setItem('racetower-theme', next);
}

/** Shows the theme that was chosen in this browser. */
export function rememberedTheme(): void {
  const theme = localStorage.getItem('racetower-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
}
