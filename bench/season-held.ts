import { held } from './held.ts';
import { atWork, upToTonight } from './season.ts';

// In a process of its own: says how many bytes a club takes in mid-season, as its facts in one piece and at work with its answers kept.
const [meetings = 3, cars = 12] = process.argv.slice(2).map(Number);
const pieceOf = (): Buffer =>
  Buffer.from(
    upToTonight({ meetings, cars })
      .map((fact) => JSON.stringify(fact))
      .join('\n'),
  );
// What is made once and kept for good, as compiled code, is not of this club.
pieceOf();
atWork(upToTonight({ meetings: 2, cars: 8 }), 2);
const floor = held(pieceOf);
const work = held(() => atWork(upToTonight({ meetings, cars }), meetings));
console.log(JSON.stringify({ floor, work }));
