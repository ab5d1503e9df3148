export { Club, type ClubSettings, type GiveOptions, type Outcome, type Previewed, type Sent } from './club/club.ts';
