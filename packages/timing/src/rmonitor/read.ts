import type { BadLine } from '../text/line-reader.ts';
import { clockUs } from '../text/times.ts';
import type { RMonitorRecord } from './record.ts';

/** Reads one line of a feed. */
export function readRMonitor(line: string): RMonitorRecord | BadLine {
  const cells = cellsOf(line.trimEnd());
  if (!cells) return { bad: 'quotes', says: 'a record with a quote that does not end' };
  const [name = '', ...fields] = cells;
  if (!/^\$[A-Z]{1,6}$/.test(name)) return { bad: 'fields', says: 'a line that is no record' };
  const read = READ[name];
  if (!read) return { record: 'other', name, fields };
  const record = read(fields);
  return record ?? { bad: 'fields', says: `a ${name} with a field that cannot be read` };
}

/** Cuts a line at commas outside quotes; quotes go. */
function cellsOf(line: string): readonly string[] | undefined {
  const cells: string[] = [];
  const pattern = /(?:"([^"]*)"|([^",]*))(,|$)/y;
  for (let at = 0; at <= line.length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (!match) return undefined;
    cells.push(match[1] ?? match[2] ?? '');
    if (match[3] === '') return cells;
  }
  return cells;
}

const READ: { readonly [name: string]: ((fields: readonly string[]) => RMonitorRecord | undefined) | undefined } = {
  $F: ([laps, left, tod, race, flag = '']) => {
    const [lapsToGo, timeToGoUs, timeOfDayUs, raceTimeUs] = [whole(laps), time(left), time(tod), time(race)];
    if (lapsToGo === undefined || timeToGoUs === undefined || timeOfDayUs === undefined || raceTimeUs === undefined) return undefined;
    return { record: '$F', lapsToGo, timeToGoUs, timeOfDayUs, raceTimeUs, flag: flag.trim() };
  },
  $A: ([reg, number = '', transponder, first = '', last = '', nationality = '', inClass]) => {
    const [id, c] = [whole(transponder === '' ? '0' : transponder), whole(inClass)];
    if (reg === undefined || id === undefined || c === undefined) return undefined;
    return { record: '$A', reg, number, transponder: id, first, last, nationality, class: c };
  },
  $COMP: ([reg, number = '', inClass, first = '', last = '', nationality = '', additional = '']) => {
    const c = whole(inClass);
    return reg === undefined || c === undefined
      ? undefined
      : { record: '$COMP', reg, number, class: c, first, last, nationality, additional };
  },
  $B: ([run, says = '']) => {
    const number = whole(run);
    return number === undefined ? undefined : { record: '$B', run: number, says };
  },
  $C: ([inClass, says = '']) => {
    const c = whole(inClass);
    return c === undefined ? undefined : { record: '$C', class: c, says };
  },
  $E: ([setting, value = '']) => (setting === undefined ? undefined : { record: '$E', setting, value }),
  $G: ([place, reg, laps, total]) => {
    const [at, totalUs, count] = [whole(place), time(total), laps === '' ? undefined : whole(laps)];
    if (at === undefined || reg === undefined || totalUs === undefined || (laps !== '' && count === undefined)) return undefined;
    return { record: '$G', place: at, reg, laps: count, totalUs };
  },
  $H: ([place, reg, lap, best]) => {
    const [at, number, bestUs] = [whole(place), whole(lap), time(best)];
    if (at === undefined || reg === undefined || number === undefined || bestUs === undefined) return undefined;
    return { record: '$H', place: at, reg, lap: number, bestUs };
  },
  $I: ([at = '', date = '']) => ({ record: '$I', time: at, date }),
  $J: ([reg, lap, total]) => {
    const [lapTimeUs, totalUs] = [time(lap), time(total)];
    if (reg === undefined || lapTimeUs === undefined || totalUs === undefined) return undefined;
    return { record: '$J', reg, lapTimeUs, totalUs };
  },
};

const whole = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined);
const time = (text: string | undefined): number | undefined => (text === undefined ? undefined : clockUs(text));
