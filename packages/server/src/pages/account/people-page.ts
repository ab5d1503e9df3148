import { html } from 'hono/html';
import { DESKS } from '../../access/desks.ts';
import type { peopleOf } from '../../http/people.ts';
import { type Html, table } from '../layout.ts';
import { form, framed, type Told } from './frame.ts';

export interface PeopleShown {
  readonly seal: string;
  readonly club: { readonly name: string; readonly called: string };
  readonly listed: Awaited<ReturnType<typeof peopleOf>>;
  readonly mayGive: boolean;
  readonly told?: Told;
  /** The link of an invitation that was just made; shown once. */
  readonly link?: string;
}

/** The people of a club: who has which role, invitations that are open, tablets. */
export async function peoplePage(shown: PeopleShown): Promise<string> {
  const { club, link, told } = shown;
  return framed({
    title: 'People',
    trail: [
      { name: club.called, path: `/clubs/${encodeURIComponent(club.name)}` },
      { name: 'My account', path: '/account' },
    ],
    ...(told ? { told } : {}),
    content: [
      ...(link === undefined
        ? []
        : [html`<p class="link">Send this link to whoever is invited; it is shown once and works once:<br /><strong>${link}</strong></p>`]),
      rolesPart(shown),
      ...(shown.mayGive ? [givePart(shown), invitationsPart(shown)] : []),
      tabletsPart(shown),
    ],
  });
}

const toPeople = ({ club }: PeopleShown): string => `/clubs/${encodeURIComponent(club.name)}/people`;

function rolesPart(shown: PeopleShown): Html {
  const { listed, mayGive, seal } = shown;
  const rows = listed.people.flatMap(({ login, name, posts }) =>
    posts.map(({ role, desk }): readonly (string | Html)[] => [
      login,
      name,
      role,
      desk,
      mayGive
        ? form({
            to: toPeople(shown),
            seal,
            button: 'Take away',
            kept: { do: 'take-role', login, role },
            look: 'line',
            aria: `Take away ${role} of ${name}`,
          })
        : '',
    ]),
  );
  return html`<h2>Roles</h2>
    ${
      rows.length === 0
        ? html`<p class="hint">Nobody has a role yet.</p>`
        : table({ caption: 'Who may do what', heads: ['Login', 'Name', 'Role', 'Desk', 'Change'], rows })
    }`;
}

const deskChoices = [['', 'the desk of that name'], ...DESKS.map((desk) => [desk, desk] as const)] as const;

function givePart(shown: PeopleShown): Html {
  const { listed, seal } = shown;
  const roles = listed.roles.map((role) => [role, role] as const);
  return html`<h2>Give a role</h2>
    ${form({
      to: toPeople(shown),
      seal,
      button: 'Give the role',
      kept: { do: 'give-role' },
      asks: [
        { name: 'login', label: 'Login' },
        { name: 'role', label: 'Role', choices: roles },
        { name: 'desk', label: 'Desk', choices: deskChoices, optional: true },
      ],
    })}
    <h2>Invite somebody</h2>
    ${form({
      to: toPeople(shown),
      seal,
      button: 'Make a link',
      kept: { do: 'invite' },
      asks: [
        { name: 'role', label: 'Role', choices: roles },
        { name: 'desk', label: 'Desk', choices: deskChoices, optional: true },
        { name: 'days', label: 'Open for so many days', type: 'number', value: '7' },
      ],
    })}`;
}

function invitationsPart(shown: PeopleShown): Html {
  const rows = shown.listed.invitations.map((each): readonly (string | Html)[] => [
    each.made.slice(0, 10),
    each.role,
    each.by,
    each.state === 'open' ? `until ${each.until.slice(0, 10)}` : each.state === 'used' ? `used by ${each.usedBy ?? ''}` : each.state,
    each.state === 'open'
      ? form({
          to: toPeople(shown),
          seal: shown.seal,
          button: 'Take back',
          kept: { do: 'revoke-invitation', id: each.id },
          look: 'line',
          aria: `Take back the invitation of ${each.made.slice(0, 10)} to be ${each.role}`,
        })
      : '',
  ]);
  return rows.length === 0 ? html`` : table({ caption: 'Invitations', heads: ['Made', 'Role', 'By', 'State', 'Change'], rows });
}

function tabletsPart(shown: PeopleShown): Html {
  const rows = shown.listed.tablets
    .filter((tablet) => !tablet.revoked)
    .map((tablet): readonly (string | Html)[] => [
      tablet.enrolled.slice(0, 10),
      tablet.name,
      tablet.by,
      tablet.works ?? 'nobody',
      form({
        to: toPeople(shown),
        seal: shown.seal,
        button: 'End it',
        kept: { do: 'revoke-tablet', id: tablet.id },
        look: 'line',
        aria: `End it: ${tablet.name}`,
      }),
    ]);
  return html`<h2>Shared tablets</h2>
    <p>On an enrolled tablet officials sign in by PIN and take turns by a tap.</p>
    ${rows.length === 0 ? '' : table({ caption: 'Enrolled tablets', heads: ['Since', 'Tablet', 'By', 'Works there', 'Change'], rows })}
    ${form({
      to: toPeople(shown),
      seal: shown.seal,
      button: 'Enrol this device',
      kept: { do: 'enrol-tablet' },
      asks: [{ name: 'name', label: 'What this device is called', hint: 'as pit gate' }],
    })}`;
}
