import { writeFileSync } from 'node:fs';
import { apiDescription } from './http/openapi.ts';

// Writes the description of the API that is checked in; a test tells when it is not the one that is served.
writeFileSync(new URL('../openapi.json', import.meta.url), `${JSON.stringify(apiDescription(), null, 2)}\n`);
