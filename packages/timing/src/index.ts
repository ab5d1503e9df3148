export type { Passing } from './passing.ts';
