import type { HeardPassing, Protocol } from '../heard.ts';
import { lineReader } from '../text/line-reader.ts';
import { secondsUs } from '../text/times.ts';

/**
 * A scorer at a keyboard: car numbers in the order in which they cross, then Enter.
 *
 * `12` is car 12 now; `12 7 44` are three, in this order; `-2.5 12` was two and a half seconds ago; `t3444425` is a transponder;
 * Enter alone is a car that nobody could read.
 */
export const keyboardProtocol: Protocol = {
  name: 'keyboard',
  says: 'car numbers typed as they cross',
  reader: () =>
    lineReader((text) => {
      const words = text.trim().split(/[\s,]+/);
      const ago = /^-(.+)$/.exec(words[0] ?? '')?.[1];
      const agoUs = ago === undefined ? 0 : secondsUs(ago);
      if (agoUs === undefined) return { bad: 'fields', says: 'behind - stand the seconds that it is ago' };
      const cars = ago === undefined ? words : words.slice(1);
      const wrong = cars.find((word) => word !== '' && !/^#?[\w-]{1,12}$/.test(word));
      if (wrong !== undefined) return { bad: 'fields', says: `"${wrong}" is no car number` };
      const typed = cars.length === 0 ? [''] : cars;
      return typed.map((word): HeardPassing => ({ kind: 'passing', agoUs, ...carOf(word) }));
    }),
};

function carOf(word: string): Pick<HeardPassing, 'car' | 'transponder' | 'special'> {
  const transponder = /^t(\d{3,})$/i.exec(word)?.[1];
  if (transponder !== undefined) return { transponder };
  return word === '' ? { special: 'button' } : { car: word.replace(/^#/, '') };
}
