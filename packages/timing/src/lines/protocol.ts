import type { Protocol } from '../heard.ts';
import { lineReader } from '../text/line-reader.ts';
import { LineTimes } from './time.ts';
import { type NamedBy, whoPassed } from './who.ts';

/**
 * Lines of home-made gear and phones: `time,transponder` or `time,#number`, and a third field for the loop, where it is not start-finish.
 *
 * @param by what stands in the second field when it has no `#`
 */
export const linesProtocol = (by: NamedBy = 'transponder'): Protocol => ({
  name: 'lines',
  says: `lines of time and ${by}`,
  reader: () => {
    const times = new LineTimes();
    return lineReader((text) => {
      const [time = '', who = '', loop = '', ...more] = text.trim().split(/\s*[,;\t]\s*/);
      if (text.trim() === '') return [];
      if (more.length > 0) return { bad: 'fields', says: 'a line with more than time, car and loop' };
      const passed = whoPassed(who, by);
      if (!passed) return { bad: 'fields', says: `a line without a ${by} behind the time` };
      const timeUs = time === '' ? undefined : times.read(time);
      if (time !== '' && timeUs === undefined) return { bad: 'fields', says: 'a line whose first field is no time' };
      const at = timeUs === undefined ? { agoUs: 0 } : { timeUs };
      return [{ kind: 'passing', ...passed, ...at, ...(loop !== '' ? { loop } : {}) }];
    });
  },
});
