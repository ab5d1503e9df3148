export { FORMULA_FUNCTIONS, FORMULA_NAMES } from './formula-names.ts';
export { formulaCompiler, literal } from './formula.ts';
export { findRulebook, type Loaded, type LoadedRulebook, loadEditions, loadRulebook, type Locate } from './load.ts';
export { didYouMean, nearest } from './nearest.ts';
export { type Problem, problemText } from './problems.ts';
export { centsOf } from './schema/book.ts';
export { type Path, readYaml, type YamlSource } from './yaml-source.ts';
