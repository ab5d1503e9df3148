import { createHash } from 'node:crypto';

/** Writes a plain value with sorted keys, so that the same fact has the same bytes on every machine. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonicalJson(part)}`).join(',')}}`;
}

/** Chains a fact to the one before it: SHA-256 over the hash before and the fact as canonical JSON, in hexadecimal. */
export function chainHash(before: string, fact: object): string {
  return createHash('sha256').update(before).update('\n').update(canonicalJson(fact)).digest('hex');
}

/** The hash that the first fact is chained to. */
export const CHAIN_START = '0'.repeat(64);
