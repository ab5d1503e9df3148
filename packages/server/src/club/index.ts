export { Club, type ClubSettings, type GiveOptions, type Outcome, type PreviewOptions, type Previewed, type Sent } from './club.ts';
