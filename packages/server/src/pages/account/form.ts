import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Accounts } from '../../accounts/accounts.ts';
import { fromElsewhere } from '../../accounts/identify.ts';
import { bytesOf } from '../../http/body.ts';
import { problem, stopWith } from '../../http/problem.ts';

/** Forms of a browser carry what only a page of this server could tell it: a seal of a cookie that no other page can read. */
const FORM_COOKIE = 'racetower.form';
const SEAL_FIELD = 'form';
const LARGEST = 32 * 1024;
const MOST_FIELDS = 40;

const sealOf = (cookie: string, secret: string): string => createHmac('sha256', secret).update(`form ${cookie}`).digest('base64url');

/** The seal for the forms of a page that is about to be shown. */
export function formSeal(c: Context, { secret }: Accounts): string {
  const known = getCookie(c, FORM_COOKIE);
  if (known !== undefined && /^[\w-]{32}$/.test(known)) return sealOf(known, secret);
  const fresh = randomBytes(24).toString('base64url');
  setCookie(c, FORM_COOKIE, fresh, { httpOnly: true, sameSite: 'Strict', path: '/' });
  return sealOf(fresh, secret);
}

export type Form = Readonly<Record<string, string>>;

/** Reads the form of a page of ours. @throws the problem to answer: a page of somebody else sent it, or it is too large */
export async function readForm(c: Context, { secret }: Accounts): Promise<Form> {
  const site = c.req.header('sec-fetch-site');
  if (fromElsewhere(c) || (site !== undefined && site !== 'same-origin' && site !== 'none'))
    stopWith(problem(403, 'from-elsewhere', 'send forms from the pages of this server'));
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    stopWith(problem(415, 'not-a-form', 'send a form'));
  const bytes = await bytesOf(c);
  if (bytes.length > LARGEST) stopWith(problem(413, 'body-too-large', `a form has ${LARGEST} bytes at most`));
  const fields = [...new URLSearchParams(Buffer.from(bytes).toString('utf8'))];
  if (fields.length > MOST_FIELDS) stopWith(problem(400, 'bad-input', `a form has ${MOST_FIELDS} fields at most`));
  const form: Form = Object.fromEntries(fields);
  const [given, right] = [form[SEAL_FIELD] ?? '', sealOf(getCookie(c, FORM_COOKIE) ?? '', secret)].map((text) => Buffer.from(text));
  if (!given || !right || given.length !== right.length || !timingSafeEqual(given, right))
    stopWith(problem(403, 'old-page', 'the page is too old, or cookies are off: load it again and send once more'));
  return form;
}
