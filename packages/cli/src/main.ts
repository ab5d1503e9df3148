import { testCommand } from './commands/test.ts';
import { terminal } from './output.ts';
process.exit(testCommand(process.argv.slice(3), {}, terminal()));
