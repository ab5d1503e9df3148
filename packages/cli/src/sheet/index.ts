export { seasonLog } from './season-log.ts';
export type { ResultLine, SeasonSheet, SheetAct, SheetMeeting } from './season-sheet.ts';
export { readSheet, type Sheet, SheetError, type SheetRow, type Spot } from './sheet-file.ts';
