import { column, rows, type Rows } from './columns.ts';
import type { Map } from './night.ts';

const commandsOf = (list: Rows): readonly unknown[] => list.map((row) => row['flag'] ?? row['command']);

/** What can be compared of the views that race control asks. */
export const CONTROL_MAKERS: Readonly<Record<string, (answer: Map) => Map>> = {
  allowed: (a) => ({
    allowed: commandsOf(rows(a, 'commands').filter((row) => row['allowed'] === true)),
    'not-allowed': commandsOf(rows(a, 'commands').filter((row) => row['allowed'] === false)),
  }),
  acts: (a) => ({ names: column(rows(a, 'acts'), 'name') }),
  clocks: (a) => ({
    running: column(
      rows(a, 'clocks').filter((row) => row['stoppedAt'] === undefined),
      'clock',
    ),
  }),
  timeline: (a) => ({
    says: column(rows(a, 'rows'), 'says'),
    'taken-back': column(
      rows(a, 'rows').filter((row) => row['voided'] === true),
      'says',
    ),
  }),
};
