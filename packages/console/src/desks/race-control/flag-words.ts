import type { Say } from '../../words/words.tsx';
import { WORDS } from './words.ts';

type Key = keyof typeof WORDS.en;
const known = (key: string): key is Key => Object.hasOwn(WORDS.en, key);

/** A flag or a phase as it is called; one that has no word here by its own name. */
export function flagWord(say: Say<Key>, flag: string): string {
  const key = `flag-${flag}`;
  return known(key) ? say(key) : flag.replaceAll('-', ' ');
}
