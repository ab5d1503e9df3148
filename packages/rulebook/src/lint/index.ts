import type { LoadedRulebook } from '../read-rulebook.ts';
import { emptyReadings, uncitedClauses } from './citations.ts';
import type { Check, Finding } from './finding.ts';
import { unmetWords } from './words.ts';
import { unknownGates, unknownMembers } from './names.ts';
import { fundSums, nearAccounts, purseTables } from './money.ts';
import { risingPoints } from './points.ts';
import { unusedRoles } from './roles.ts';
import { emptyRounds, roundsNeverRun, unusedRounds } from './rounds.ts';
import { ladderSums, transferSums } from './transfers.ts';
import { unreadValues, unsetValues } from './values.ts';

/** Every check, in the order in which an official would ask. */
export const CHECKS: readonly Check[] = [
  uncitedClauses,
  emptyReadings,
  unknownGates,
  unknownMembers,
  unmetWords,
  emptyRounds,
  roundsNeverRun,
  unusedRounds,
  ladderSums,
  transferSums,
  risingPoints,
  purseTables,
  fundSums,
  nearAccounts,
  unreadValues,
  unsetValues,
  unusedRoles,
];

/** Checks a rulebook that loads. @returns what was found, in the order of the file */
export function lintRulebook(rulebook: LoadedRulebook, checks: readonly Check[] = CHECKS): readonly Finding[] {
  const found = checks.flatMap((check) => check(rulebook));
  const once = [...new Map(found.map((each) => [`${each.file}:${each.line}:${each.column} ${each.says}`, each])).values()];
  return once.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

export type { Check, Finding } from './finding.ts';
