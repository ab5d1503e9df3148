import { z } from 'zod';

/** Checks without making code while it runs, which the content policy of the server forbids; a little slower, and the same. */
export function quietly(): void {
  z.config({ jitless: true });
}
