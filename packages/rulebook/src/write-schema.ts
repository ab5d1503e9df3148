import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SCHEMA_FILE, schemaText } from './json-schema.ts';

writeFileSync(resolve(import.meta.dirname, '../../..', SCHEMA_FILE), schemaText());
