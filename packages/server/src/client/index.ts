export { type AskOptions, type Client, type ClientSettings, type GiveOptions, openClient, questionOf, signIn, signOut } from './client.ts';
export { inWords, raceWords } from '@racetower/engine/in-words';
export { type Seen } from './following.ts';
export { delimiterOf, sheetText, type SheetText } from './sheet-text.ts';
export type { RosterAsked, RosterPlan, RosterLine } from './roster.ts';
export * from './words.ts';
export type { ClubFacts, KeptChange, RulebookClient, RulebookFiles, RulebookSaved, SavingFile, ShelfFile, ShelfName } from './rulebook.ts';
export type { ClubProblem, FeedSetUp, GearHealth, SourceSetUp, TimingClient, TimingHealth } from './timing.ts';
export type { AboutImports, ImportRequested, ImportsClient } from './imports.ts';
export type { ImportAnswer, ImportedRow } from '../import/shown.ts';
export type {
  AboutMachine,
  Arrangedly,
  Arrangement,
  DeliveryShown,
  HookShown,
  LogCopy,
  LogVerified,
  OfficeClient,
  PeopleListed,
} from './office.ts';
export {
  type AskedApproval,
  type Approver,
  type SignedApproval,
  type TabletDo,
  tabletHere,
  type TabletHere,
  workAtTablet,
} from './approvals.ts';
