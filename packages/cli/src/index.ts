export { type CommandInfo, type Given, type Option, UsageError } from './command-line.ts';
export { COMMANDS } from './commands.ts';
export { type Output, terminal } from './output.ts';
export { racetower } from './racetower.ts';
export {
  readSheet,
  type ResultLine,
  type SeasonSheet,
  seasonLog,
  type Sheet,
  type SheetAct,
  SheetError,
  type SheetMeeting,
  type SheetRow,
} from './sheet/index.ts';
