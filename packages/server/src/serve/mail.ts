import { createTransport } from 'nodemailer';
import type { Mail } from '../accounts/auth.ts';
import type { ServeSettings } from './settings.ts';

/** Sends letters by the server of the settings; nothing where none is named: everything works without. */
export function mailBy(settings: Pick<ServeSettings, 'smtp' | 'mail-from'>): Mail | undefined {
  if (settings.smtp === undefined) return undefined;
  const transport = createTransport(settings.smtp);
  const from = settings['mail-from'] ?? 'Racetower <racetower@localhost>';
  return async ({ to, subject, text }) => {
    // An account without an address of its own has one that cannot exist.
    if (!to.endsWith('.invalid')) await transport.sendMail({ from, to, subject, text });
  };
}
