import { contextOn, inPublic, publicNames, type Rulebook, type State } from '@racetower/engine';

/** Whose names the public sees whole: everybody's, nobody's, or (`adults`) those of people whom the rulebook does not shorten. */
export const SHOWN_NAMES = ['adults', 'all', 'none'] as const;
export type ShownNames = (typeof SHOWN_NAMES)[number];

/** What an answer is shown by: the club as it stands, the day, and the setting of the server. */
export interface PublicEye {
  readonly editions: readonly Rulebook[];
  readonly state: State;
  readonly shown: ShownNames;
  /** As `2026-05-02`: people are of age on it or not. */
  readonly day: string;
}

/**
 * An answer as the public sees it: names shortened wherever they stand, also in sentences, and without the values that formulas
 * read and the details of entries, which may be birthdays and contacts.
 */
export function publicAnswer(answer: unknown, eye: PublicEye): unknown {
  const kept = withoutPrivate(answer);
  if (eye.shown === 'all') return kept;
  const context = contextOn(eye.editions, eye.state, eye.day);
  return inPublic(kept, publicNames(context, eye.day, eye.shown === 'none' ? 'everybody' : 'minors'));
}

const PRIVATE: ReadonlySet<string> = new Set(['expression', 'handler', 'owner']);

function withoutPrivate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrivate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (PRIVATE.has(name) ? [] : [[name, withoutPrivate(part)] as const])),
  );
}
