import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Look {
  readonly type: string;
  readonly bytes: Buffer;
  /** Changes with the bytes, so that browsers keep a file for as long as it is the same. */
  readonly version: string;
}

const FOLDER = join(import.meta.dirname, 'looks');
const FONT = '@fontsource/barlow-condensed/files/barlow-condensed-latin-600-normal.woff2';

/** The library as one file for browsers, which lies beside what programs load. */
const passkeysLibrary = (): Buffer =>
  readFileSync(join(createRequire(import.meta.url).resolve('@simplewebauthn/browser'), '../../dist/bundle/index.umd.min.js'));
const own = (name: string): Buffer => readFileSync(join(FOLDER, name));

/** What pages and console are drawn with; the pages read tokens and their own style in one file. */
const SOURCES: Readonly<Record<string, { readonly type: string; readonly read: () => Buffer }>> = {
  'tokens.css': { type: 'text/css; charset=utf-8', read: () => own('tokens.css') },
  'account.css': { type: 'text/css; charset=utf-8', read: () => Buffer.concat([own('tokens.css'), own('account.css')]) },
  'passkeys.js': {
    type: 'text/javascript; charset=utf-8',
    read: () => Buffer.concat([passkeysLibrary(), Buffer.from(';\n'), own('passkeys.js')]),
  },
  'pages.css': { type: 'text/css; charset=utf-8', read: () => Buffer.concat([own('tokens.css'), own('pages.css')]) },
  'barlow-condensed-600.woff2': {
    type: 'font/woff2',
    read: () => readFileSync(createRequire(import.meta.url).resolve(FONT)),
  },
  'pages.js': { type: 'text/javascript; charset=utf-8', read: () => own('pages.js') },
  'card.png': { type: 'image/png', read: () => own('card.png') },
  'icon.svg': { type: 'image/svg+xml', read: () => own('icon.svg') },
};

const known = new Map<string, Look>();

function lookCalled(name: string): Look | undefined {
  const found = known.get(name);
  const source = Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
  if (found || !source) return found;
  const bytes = source.read();
  const look = { type: source.type, bytes, version: createHash('sha256').update(bytes).digest('hex').slice(0, 12) };
  known.set(name, look);
  return look;
}

/** The address of a file of the look, with its version. */
export const lookPath = (name: string): string => `/looks/${name}?v=${lookCalled(name)?.version ?? ''}`;

/** Answers with a file of the look; nothing when there is none of this name. */
export function lookResponse(name: string): Response | undefined {
  const look = lookCalled(name);
  if (!look) return undefined;
  return new Response(new Uint8Array(look.bytes), { headers: { 'content-type': look.type, 'cache-control': 'public, max-age=86400' } });
}
