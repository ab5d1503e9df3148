import type { CommandInfo } from '../command-line.ts';
import { timingDecode } from './timing-decode.ts';
import { timingListen } from './timing-listen.ts';
import { timingReplay } from './timing-replay.ts';
import { timingSimulate } from './timing-simulate.ts';

/** What can be done with timing gear. */
export const TIMING_COMMANDS: readonly CommandInfo[] = [timingListen, timingDecode, timingReplay, timingSimulate];
