/** What works on a rulebook from texts at hand, in a browser as well: nothing here or below reads a disk. */
export type { ClauseCoverage } from '../night/coverage.ts';
export { readNight } from '../night/night.ts';
export type { Problem } from '../problems.ts';
export { rulebookJsonSchema } from '../json-schema.ts';
export { type LoadedRulebook, readEditions, readRulebook } from '../read-rulebook.ts';
export { type Sources, textSources, withText } from '../sources.ts';
export { type Answered, compareRulebooks, type Edited, editedPieces, type Progress, type Scope, type WhatIf } from '../what-if/compare.ts';
export type { Difference } from '../what-if/differences.ts';
export type { Limit } from '../what-if/limits.ts';
export type { Compared } from '../what-if/shown.ts';
export { type CheckedEdition, checkEdition } from './check-edition.ts';
export { type Described, describeAt, type Suggestion, type Suggestions, suggestionsAt } from './complete.ts';
export { changeNumber, type CommonNumber, commonNumbers, type NotANumber, type NumberKind, type TextChange } from './numbers.ts';
export { type OutlineEntry, outlineOf } from './outline.ts';
export { coverageBy, type NightRun, runOne } from './run-nights.ts';
export { quietly } from './quietly.ts';
export type { Schema } from './schema-walk.ts';
