import { html } from 'hono/html';
import { form, framed, type Told } from './frame.ts';

export interface SignInShown {
  readonly seal: string;
  /** Where to go on to: a page of this server. */
  readonly to: string;
  readonly login?: string;
  readonly told?: Told;
  readonly mails: boolean;
  readonly reset?: boolean;
}

/** Signing in by login and password, or by a passkey. */
export async function signInPage({ seal, to, login = '', told, mails }: SignInShown): Promise<string> {
  return framed({
    title: 'Sign in',
    passkeys: true,
    ...(told ? { told } : {}),
    content: [
      form({
        to: '/sign-in',
        seal,
        button: 'Sign in',
        kept: { to },
        asks: [
          { name: 'login', label: 'Login', value: login, fill: 'username webauthn' },
          { name: 'password', label: 'Password', type: 'password', fill: 'current-password' },
        ],
      }),
      html`<p><button type="button" data-passkey="sign-in" data-to="${to}" hidden>Sign in by passkey</button></p>
        <p class="told bad" id="passkey-says" role="alert" hidden></p>`,
      mails
        ? html`<p><a href="/forgot-password">Forgot the password?</a></p>`
        : html`<p class="hint">Forgot the password? Whoever runs the server gives you a new one.</p>`,
    ],
  });
}

export async function forgotPage(seal: string, told?: Told): Promise<string> {
  return framed({
    title: 'A new password',
    trail: [{ name: 'Sign in', path: '/sign-in' }],
    ...(told ? { told } : {}),
    content: [
      form({
        to: '/forgot-password',
        seal,
        button: 'Send me a letter',
        asks: [{ name: 'email', label: 'Your e-mail address', type: 'email', fill: 'email' }],
      }),
    ],
  });
}

export async function resetPage(seal: string, token: string, told?: Told): Promise<string> {
  return framed({
    title: 'A new password',
    trail: [{ name: 'Sign in', path: '/sign-in' }],
    ...(told ? { told } : {}),
    content: [
      form({
        to: `/reset-password/${encodeURIComponent(token)}`,
        seal,
        button: 'Take this password',
        asks: [{ name: 'password', label: 'New password', type: 'password', fill: 'new-password', hint: '10 signs or more' }],
      }),
    ],
  });
}

export interface InvitationShown {
  readonly seal: string;
  readonly token: string;
  readonly club: string;
  readonly role: string;
  /** Who is signed in already. */
  readonly name?: string;
  readonly given?: Readonly<Record<string, string>>;
  readonly told?: Told;
  readonly mails: boolean;
}

/** Accepting an invitation: with a new account, or for the one that is signed in. */
export async function invitationPage({ seal, token, club, role, name, given = {}, told, mails }: InvitationShown): Promise<string> {
  const to = `/invitations/${encodeURIComponent(token)}`;
  const fresh = form({
    to,
    seal,
    button: 'Make my account',
    asks: [
      { name: 'name', label: 'Your name, as it goes on record', value: given['name'] ?? '', fill: 'name' },
      {
        name: 'login',
        label: 'Login',
        value: given['login'] ?? '',
        fill: 'username',
        hint: '2 to 30 small letters, digits, dots and underlines',
      },
      { name: 'password', label: 'Password', type: 'password', fill: 'new-password', hint: '10 signs or more' },
      ...(mails
        ? [
            {
              name: 'email',
              label: 'E-mail, for a new password',
              type: 'email',
              value: given['email'] ?? '',
              fill: 'email',
              optional: true,
            } as const,
          ]
        : []),
    ],
  });
  return framed({
    title: `${club} invites you`,
    ...(told ? { told } : {}),
    content: [
      html`<p>You are invited to be <strong>${role}</strong>.</p>`,
      name === undefined
        ? html`${fresh}
            <p>You have an account already? <a href="/sign-in?to=${encodeURIComponent(to)}">Sign in first.</a></p>`
        : form({ to, seal, button: `Accept as ${name}`, kept: { own: 'yes' } }),
    ],
  });
}

export async function invitationOverPage(): Promise<string> {
  return framed({
    title: 'This invitation is over',
    content: [html`<p>It was used, taken back, or its time is up. Ask the office of the club for a new one.</p>`],
  });
}
