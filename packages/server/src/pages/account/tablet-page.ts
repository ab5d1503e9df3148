import { html } from 'hono/html';
import type { TabletShown } from '../../http/tablet.ts';
import { form, framed, type Told } from './frame.ts';

export interface TabletPageShown {
  readonly seal: string;
  readonly tablet: TabletShown;
  /** Who is about to give the PIN. */
  readonly asked?: string;
  readonly told?: Told;
}

/** Who works here now: a tap for those who gave their PIN, a PIN for others. */
export async function tabletPage({ seal, tablet, asked, told }: TabletPageShown): Promise<string> {
  const works = tablet.people.find((person) => person.login === tablet.works);
  const chosen = tablet.people.find((person) => person.login === asked);
  return framed({
    title: works ? `${works.name} works here` : 'Who works here?',
    trail: [
      { name: tablet.name, path: '/tablet' },
      { name: 'To the club', path: `/clubs/${encodeURIComponent(tablet.club)}` },
    ],
    ...(told ? { told } : {}),
    content: [
      ...(chosen
        ? [
            form({
              to: '/tablet',
              seal,
              button: `Sign in as ${chosen.name}`,
              kept: { do: 'sign-in', login: chosen.login },
              asks: [{ name: 'pin', label: `PIN of ${chosen.name}`, type: 'password', digits: true }],
              look: 'tap',
            }),
          ]
        : []),
      tablet.people.length === 0
        ? html`<p class="hint">Nobody has a PIN yet: officials set theirs on their account page.</p>`
        : html`<ul class="taps">
            ${tablet.people.map(
              (person) =>
                html`<li>
                  ${
                    person.login === tablet.works
                      ? html`<span class="now">● ${person.name}</span>`
                      : person.here
                        ? form({ to: '/tablet', seal, button: person.name, kept: { do: 'switch', login: person.login }, look: 'tap' })
                        : html`<a class="tap" href="/tablet?as=${encodeURIComponent(person.login)}">${person.name} <small>PIN</small></a>`
                  }
                </li>`,
            )}
          </ul>`,
      ...(works ? [form({ to: '/tablet', seal, button: 'Nobody works here', kept: { do: 'leave' }, look: 'line' })] : []),
    ],
  });
}

export async function notEnrolledPage(): Promise<string> {
  return framed({
    title: 'This device is not enrolled',
    content: [
      html`<p>Somebody of the office opens the people page of the club on it and enrols it.</p>
        <p><a href="/sign-in">Sign in</a></p>`,
    ],
  });
}
