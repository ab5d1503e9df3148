export { type Imported, importFile } from './import-file.ts';
export { type ImportAnswer, type ImportShown, memberNames, shownImport } from './shown.ts';
export { type Decisions, ImportRefused, type ImportRequest, type UnknownDriver } from './request.ts';
