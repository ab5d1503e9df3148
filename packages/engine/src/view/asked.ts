import type { Context } from '../context.ts';
import { refuse } from '../refusal.ts';

/** Where an explanation is asked: left out, the meeting is the last one that was opened and the season is its season. */
export interface About {
  readonly meeting?: string;
  readonly season?: string;
  /** Instant of the question, for clocks. */
  readonly at: string;
}

/** A path with where it is asked. */
export interface Asked {
  readonly context: Context;
  readonly words: readonly string[];
  readonly about: About;
}

/** A word of the path, or a refusal that says what is missing. */
export function need(words: readonly string[], index: number, what: string): string {
  return words[index] ?? refuse('field-missing', `the path needs ${what}`, { field: 'path' });
}

/** The meeting that a path is about. */
export function meetingOfPath(about: About): string {
  return about.meeting ?? refuse('field-missing', 'say at which meeting', { field: 'meeting' });
}

/** Refuses what is not there, with what is. */
export function absent(what: string, where: string, known: readonly string[]): never {
  return refuse('unknown-path', `${what} is not in ${where}${known.length > 0 ? `; there are ${known.join(', ')}` : ''}`, {
    field: 'path',
  });
}
