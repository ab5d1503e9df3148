import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The browsable reference of the API; everything it shows is served from here, so that it works without a network. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Racetower API</title>
<link rel="stylesheet" href="/api/reference/swagger-ui.css">
</head>
<body>
<main id="reference"></main>
<script src="/api/reference/swagger-ui-bundle.js"></script>
<script src="/api/reference/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, docExpansion: 'list' });\n`;

const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** The page sets styles on its own elements, which no other page here may. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

export function referencePage(): Response {
  return new Response(PAGE, { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY } });
}

/** A file of the reference, by its name in the list; nothing for any other. */
export function referencePart(name: string): Response | undefined {
  if (name === 'start.js') return new Response(START, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type === undefined) return undefined;
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=86400' };
  return new Response(readFileSync(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`)), { headers });
}
