import { ambTextProtocol } from '../amb-text/protocol.ts';
import type { Protocol } from '../heard.ts';
import { csvProtocol } from '../lines/csv.ts';
import { keyboardProtocol } from '../lines/keyboard.ts';
import { linesProtocol } from '../lines/protocol.ts';
import { p3Protocol } from '../p3/protocol.ts';
import { rmonitorProtocol } from '../rmonitor/protocol.ts';

/** Every protocol by the name that clubs write. */
export const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  p3: p3Protocol,
  'amb-text': ambTextProtocol,
  rmonitor: rmonitorProtocol,
  lines: linesProtocol('transponder'),
  'lines-number': linesProtocol('number'),
  csv: csvProtocol,
  keyboard: keyboardProtocol,
};
