import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { useState } from 'react';
import { newKey } from '../../api/outbox.ts';

/** The hash that binds the club to a seed: SHA-256, as anybody can work it out again. */
export function hashOf(seed: string): string {
  return bytesToHex(sha256(utf8ToBytes(seed)));
}

export interface Seed {
  /** The secret of the meeting, kept on this tablet until it is published. */
  readonly seed: string | undefined;
  readonly keep: (seed: string) => void;
  readonly make: () => string;
}

/** The secret seed of a meeting's draws, on this tablet alone. */
export function useSeed(club: string, meeting: string): Seed {
  const key = `racetower-seed ${club} ${meeting}`;
  const [, again] = useState(0);
  return {
    seed: localStorage.getItem(key) ?? undefined,
    keep: (seed) => {
      localStorage.setItem(key, seed);
      again((count) => count + 1);
    },
    make: newKey,
  };
}
