import type { FundShares, PurseBlock } from '../language.ts';
import { formula } from './rulebook.ts';

/** A list of numbers, as a formula. */
export function list(numbers: readonly number[]) {
  return formula(JSON.stringify(numbers), [], () => numbers.map((each) => BigInt(each)));
}

/** A block of the purse that pays every class from `purse` and leaves no cent over. */
export function purseBlock(id: string, parts: Partial<PurseBlock>): PurseBlock {
  return {
    id,
    says: id,
    rounds: [],
    classes: [],
    place: 'race',
    rules: [],
    from: 'purse',
    split: [],
    remainder: 'largest-remainder',
    collectedBy: [],
    collectClauses: [`T-${id}`],
    official: false,
    release: [],
    clauses: [`T-${id}`],
    ...parts,
  };
}

/** Shares of all that a fund holds by the points of the first table. */
export function fundShares(parts: Partial<FundShares> = {}): FundShares {
  return {
    on: 'banquet',
    first: [],
    classClauses: ['T-shares'],
    placesClauses: ['T-shares'],
    ineligible: 'stays',
    eligibleClauses: ['T-shares'],
    remainder: 'largest-remainder',
    clauses: ['T-shares'],
    ...parts,
  };
}
