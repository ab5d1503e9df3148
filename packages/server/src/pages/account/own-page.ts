import { html } from 'hono/html';
import type { accountShown } from '../../http/own-account.ts';
import { type Html, table } from '../layout.ts';
import { form, framed, type Told } from './frame.ts';

export interface OwnShown {
  readonly seal: string;
  readonly account: Awaited<ReturnType<typeof accountShown>>;
  readonly told?: Told;
}

/** What a browser calls itself, in a word or two. */
export function deviceName(agent: string): string {
  const browser = /Edg|Firefox|Chrome|Safari/.exec(agent)?.[0].replace('Edg', 'Edge') ?? 'a program';
  const machine = /iPhone|iPad|Android|Windows|Mac OS|Linux/.exec(agent)?.[0];
  return machine === undefined ? browser : `${browser} on ${machine}`;
}

const dayAndTime = (at: string): string => at.slice(0, 16).replace('T', ' ');

/** Somebody's own account: roles, password, PIN, passkeys, devices. */
export async function ownPage({ seal, account, told }: OwnShown): Promise<string> {
  const { name, login, posts, sessions, pin, passkeys } = account;
  return framed({
    title: name,
    passkeys: true,
    ...(told ? { told } : {}),
    content: [
      html`<p>You sign in as <strong>${login}</strong>.</p>`,
      posts.length === 0
        ? html`<p class="hint">No club has given you a role.</p>`
        : html`<ul>
            ${posts.map(({ club, role }) => html`<li><a href="/clubs/${encodeURIComponent(club)}">${club}</a>: ${role}</li>`)}
          </ul>`,
      form({ to: '/sign-out', seal, button: 'Sign out' }),
      html`<h2>Password</h2>`,
      form({
        to: '/account/password',
        seal,
        button: 'Change the password',
        asks: [
          { name: 'current', label: 'Password now', type: 'password', fill: 'current-password' },
          {
            name: 'fresh',
            label: 'New password',
            type: 'password',
            fill: 'new-password',
            hint: '10 signs or more; every other device is signed out',
          },
        ],
      }),
      html`<h2>PIN for shared tablets</h2>`,
      html`<p>${pin ? 'You have a PIN.' : 'You have no PIN yet.'}</p>`,
      form({
        to: '/account/pin',
        seal,
        button: 'Set the PIN',
        asks: [
          { name: 'pin', label: 'PIN', type: 'password', fill: 'off', hint: '4 to 8 digits, no row like 1234', digits: true },
          { name: 'password', label: 'Your password', type: 'password', fill: 'current-password' },
        ],
      }),
      ...(pin ? [form({ to: '/account/pin', seal, button: 'Have no PIN any more', kept: { forget: 'yes' }, look: 'line' })] : []),
      html`<h2>Passkeys</h2>`,
      passkeyParts(passkeys, seal),
      html`<h2>Devices</h2>`,
      table({
        caption: 'Where you are signed in',
        heads: ['Since', 'Device', 'Address', 'Change'],
        rows: sessions.map((each) => [
          dayAndTime(each.made),
          deviceName(each.device),
          each.address,
          each.here
            ? 'this one'
            : form({
                to: '/account/devices',
                seal,
                button: 'Sign out',
                kept: { id: each.id },
                look: 'line',
                aria: `Sign out ${deviceName(each.device)}`,
              }),
        ]),
      }),
      form({ to: '/account/devices', seal, button: 'Sign out everywhere', kept: { all: 'yes' }, bad: true }),
    ],
  });
}

function passkeyParts(passkeys: OwnShown['account']['passkeys'], seal: string): Html {
  return html`${
      passkeys.length === 0
        ? html`<p class="hint">A passkey signs you in by finger, face or key, without a password.</p>`
        : table({
            caption: 'Your passkeys',
            heads: ['Since', 'Passkey', 'Last used', 'Change'],
            rows: passkeys.map(({ id, name, made, used }) => [
              dayAndTime(made),
              name,
              used === undefined ? 'never' : dayAndTime(used),
              form({ to: '/account/passkeys', seal, button: 'Forget', kept: { id }, look: 'line', aria: `Forget ${name}` }),
            ]),
          })
    }
    <p><button type="button" data-passkey="make" hidden>Make a passkey on this device</button></p>
    <noscript><p class="hint">Passkeys need a script.</p></noscript>
    <p class="told bad" id="passkey-says" role="alert" hidden></p>`;
}
