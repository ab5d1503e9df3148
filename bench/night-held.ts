import { held } from './held.ts';
import { kept, night } from './night.ts';

// In a process of its own: says how many bytes a night takes, as its facts in one piece and at work.
const [races = 20, cars = 8, laps = 10] = process.argv.slice(2).map(Number);
const size = { races, cars, laps };
const pieceOf = (): Buffer =>
  Buffer.from(
    night(size)
      .map((fact) => JSON.stringify(fact))
      .join('\n'),
  );
// What is made once and kept for good, as compiled code, is not of this night.
pieceOf();
kept(night({ ...size, races: 2 }), 2);
const floor = held(pieceOf);
const work = held(() => kept(night(size), races));
console.log(JSON.stringify({ floor, work }));
