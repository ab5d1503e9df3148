export { type Account, AccountError, Accounts, openAccounts, openAccountsAt } from './accounts/accounts.ts';
export { type Desk, deskOf, DESKS } from './access/desks.ts';
export { Club, type ClubSettings, type GiveOptions, type Outcome, type PreviewOptions, type Previewed, type Sent } from './club/index.ts';
export { type AppSettings, makeApp, type Service } from './http/app.ts';
export { logFile, openStorage, type Storage } from './serve/storage.ts';
export { PortTaken, readSettings, ServeError, type ServeSettings, SETTINGS } from './serve/settings.ts';
export { type LogLine, type RunningServer, startServer } from './serve/start.ts';
export { type RaceNow, raceNow } from './timing/meeting-now.ts';
export { ClubTiming } from './timing/club-timing.ts';
