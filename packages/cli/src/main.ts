import { parseArgs } from 'node:util';
import { coverageCommand } from './commands/coverage.ts';
import { demoCommand } from './commands/demo.ts';
import { testCommand } from './commands/test.ts';
import { terminal } from './output.ts';
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, seed: { type: 'string' } } });
const [command, ...rest] = positionals;
process.exit(
  command === 'demo'
    ? demoCommand(rest, values, terminal())
    : command === 'coverage'
      ? coverageCommand(rest, values, terminal())
      : testCommand(rest, values, terminal()),
);
