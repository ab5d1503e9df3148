#!/usr/bin/env node
// Starts the command on the right Node, whatever the machine has.
import { fileURLToPath } from 'node:url';
import { runWithNode } from '../../../scripts/with-node.mjs';

runWithNode([fileURLToPath(new URL('../src/main.ts', import.meta.url)), ...process.argv.slice(2)]);
