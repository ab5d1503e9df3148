import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Context, Hono } from 'hono';
import { problem, problemResponse } from './problem.ts';

/** Where the console is built to. */
const BUILT = join(import.meta.dirname, '../../../console/dist');

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Adds the officials' app: one page for every address of it, and its files, whose names change with what is in them. */
export function addConsole(app: Hono, folder = BUILT): void {
  const page = (c: Context): Response => {
    const text = read(folder, 'index.html');
    if (text === undefined) return problemResponse(problem(503, 'console-not-built', 'the console is not built: npm run build:console'));
    c.header('cache-control', 'no-cache');
    return c.body(new Uint8Array(text), 200, { 'content-type': 'text/html; charset=utf-8' });
  };
  app.get('/console/assets/:file{[\\w.-]+}', (c) => {
    const file = c.req.param('file');
    const bytes = file.startsWith('.') ? undefined : read(folder, join('assets', file));
    if (bytes === undefined) return c.notFound();
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
      },
    });
  });
  // Never kept: it is what decides what is.
  app.get('/console/sw.js', (c) => {
    const bytes = read(folder, 'sw.js');
    if (bytes === undefined) return c.notFound();
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' });
  });
  app.get('/console', page);
  app.get('/console/*', page);
}

function read(folder: string, file: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, file));
  } catch {
    return undefined;
  }
}
