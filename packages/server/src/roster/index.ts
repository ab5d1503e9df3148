export { lookAtRoster, planRoster, type RosterChange, type RosterLine, type RosterPlan, type RosterSheet } from './plan.ts';
export type { RosterField } from './fields.ts';
export type { RosterProblem } from './row.ts';
