import { createHmac, timingSafeEqual } from 'node:crypto';

/** The token that lets the log of one club be published: made from the secret of the service, so that nothing is kept of it. */
export function publishToken(secret: string, club: string): string {
  return createHmac('sha256', secret).update(`publish ${club}`).digest('base64url');
}

/** Tells whether a token is that of a club, in the same time whatever is wrong with it. */
export function isPublishToken(secret: string, club: string, token: string): boolean {
  const [wanted, given] = [publishToken(secret, club), token].map((text) => createHmac('sha256', secret).update(text).digest());
  return wanted !== undefined && given !== undefined && timingSafeEqual(wanted, given);
}
