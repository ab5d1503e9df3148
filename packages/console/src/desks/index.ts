import type { Desk } from './desk.ts';
import { IMPORTS } from './imports/desk.ts';
import { LINE_UP } from './line-up/desk.ts';
import { RACE_CONTROL } from './race-control/desk.ts';
import { REGISTRY } from './registry/desk.ts';
import { REPLAY } from './replay/desk.ts';
import { RESULTS } from './results/desk.ts';
import { RULEBOOK } from './rulebook/desk.ts';
import { SCALES } from './scales/desk.ts';
import { SEASON } from './season/desk.ts';
import { SETTINGS } from './settings/desk.ts';
import { SIGN_IN } from './sign-in/desk.ts';
import { STAGING } from './staging/desk.ts';
import { STEWARDS } from './stewards/desk.ts';

/** Every desk, in the order in which a night goes through them. */
export const DESKS: readonly Desk[] = [
  SIGN_IN,
  LINE_UP,
  STAGING,
  RACE_CONTROL,
  SCALES,
  IMPORTS,
  RESULTS,
  STEWARDS,
  REPLAY,
  SEASON,
  REGISTRY,
  RULEBOOK,
  SETTINGS,
];
