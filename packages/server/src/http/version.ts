import { readFileSync } from 'node:fs';

/** The version of Racetower, as its packages carry it. */
export const VERSION = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string })
  .version;
