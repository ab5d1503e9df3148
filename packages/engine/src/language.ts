/**
 * The rulebook as the engine reads it: loaded, resolved, checked, with every formula compiled.
 * `packages/rulebook` makes it from YAML; field names there are the same in kebab-case.
 */
export * from './language/parts.ts';
export * from './language/acts.ts';
export * from './language/rounds.ts';
export * from './language/control.ts';
export * from './language/scoring.ts';
export * from './language/season.ts';
export * from './language/discipline.ts';
export * from './language/stewards.ts';
export * from './language/money.ts';
export * from './language/imports.ts';
export * from './language/registry.ts';
export * from './language/book.ts';
