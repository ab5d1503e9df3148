export { type CommandInfo, type Given, type Option, UsageError } from './command-line.ts';
export { COMMANDS } from './commands.ts';
export { type Output, terminal } from './output.ts';
export { racetower } from './racetower.ts';
