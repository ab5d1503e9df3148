import { clockText, lapTimeText } from '../text/times.ts';
import type { RMonitorRecord } from './record.ts';

const FLAG_SIGNS = 6;

/** Writes a record as a line with its CR LF. Commas and quotes of names become spaces: clients cannot read them. */
export function writeRMonitor(record: RMonitorRecord): string {
  return `${cellsOf(record).join(',')}\r\n`;
}

function cellsOf(record: RMonitorRecord): readonly (string | number)[] {
  switch (record.record) {
    case '$F': {
      const times = [record.timeToGoUs, record.timeOfDayUs, record.raceTimeUs].map((us) => quoted(clockText(us)));
      return ['$F', record.lapsToGo, ...times, `"${record.flag.slice(0, FLAG_SIGNS).padEnd(FLAG_SIGNS)}"`];
    }
    case '$A': {
      const names = [record.first, record.last, record.nationality].map(quoted);
      return ['$A', quoted(record.reg), quoted(record.number), record.transponder, ...names, record.class];
    }
    case '$COMP': {
      const names = [record.first, record.last, record.nationality, record.additional].map(quoted);
      return ['$COMP', quoted(record.reg), quoted(record.number), record.class, ...names];
    }
    case '$B':
      return ['$B', record.run, quoted(record.says)];
    case '$C':
      return ['$C', record.class, quoted(record.says)];
    case '$E':
      return ['$E', quoted(record.setting), quoted(record.value)];
    case '$G':
      return ['$G', record.place, quoted(record.reg), record.laps ?? '', quoted(lapTimeText(record.totalUs))];
    case '$H':
      return ['$H', record.place, quoted(record.reg), record.lap, quoted(lapTimeText(record.bestUs))];
    case '$I':
      return ['$I', quoted(record.time), quoted(record.date)];
    case '$J':
      return ['$J', quoted(record.reg), quoted(lapTimeText(record.lapTimeUs)), quoted(lapTimeText(record.totalUs))];
    case 'other':
      return [record.name, ...record.fields.map(quoted)];
  }
}

const quoted = (text: string): string => `"${text.replaceAll(/\s*[",\r\n][",\s]*/g, ' ').trim()}"`;
