import type { TimingHealth } from '../timing/club-timing.ts';
import type { FeedSetUp, SourceSetUp } from '../timing/set-up.ts';

export type { GearHealth, TimingHealth } from '../timing/club-timing.ts';
export type { ClubProblem } from '../timing/problems.ts';
export type { FeedSetUp, SourceSetUp } from '../timing/set-up.ts';

/** Sends a request of the timing of a club; `path` is behind `…/timing`. */
type Ask = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object, signal?: AbortSignal) => Promise<TimingHealth>;

/** The timing gear of a club. Everything answers with all of it as it is then. */
export interface TimingClient {
  readonly health: (signal?: AbortSignal) => Promise<TimingHealth>;
  /** Adds gear, which is off at first, or changes gear that is off. */
  readonly set: (source: string, setUp: SourceSetUp) => Promise<TimingHealth>;
  readonly remove: (source: string) => Promise<TimingHealth>;
  readonly start: (source: string) => Promise<TimingHealth>;
  readonly stop: (source: string) => Promise<TimingHealth>;
  /** An official has dealt with the missing passings. */
  readonly dismissGaps: (source: string) => Promise<TimingHealth>;
  readonly setFeed: (feed: Partial<FeedSetUp>) => Promise<TimingHealth>;
  readonly startFeed: () => Promise<TimingHealth>;
  readonly stopFeed: () => Promise<TimingHealth>;
}

export function timingClient(ask: Ask): TimingClient {
  const at = (source: string): string => `/sources/${encodeURIComponent(source)}`;
  return {
    health: (signal) => ask('GET', '', undefined, signal),
    set: (source, setUp) => ask('PUT', at(source), setUp),
    remove: (source) => ask('DELETE', at(source)),
    start: (source) => ask('POST', `${at(source)}/start`),
    stop: (source) => ask('POST', `${at(source)}/stop`),
    dismissGaps: (source) => ask('POST', `${at(source)}/dismiss-gaps`),
    setFeed: (feed) => ask('PUT', '/feed', feed),
    startFeed: () => ask('POST', '/feed/start'),
    stopFeed: () => ask('POST', '/feed/stop'),
  };
}
