import { bare, followed, type Told } from './fan-out.ts';
import { inUse } from './held.ts';

// In a process of its own: says how many bytes so many live readers take, of a bare server and of the service. Their own ends of the lines count in both.
const [count = 20] = process.argv.slice(2).map(Number);

async function heldBy(make: (count: number) => Promise<Told>): Promise<number> {
  const before = inUse();
  const told = await make(count);
  const bytes = inUse() - before;
  await told.close();
  return bytes;
}

// What is made once and kept for good, as compiled code, is not of the readers.
for (const make of [bare, followed]) await (await make(1)).close();
const floor = await heldBy(bare);
const work = await heldBy(followed);
console.log(JSON.stringify({ floor, work }));
process.exit();
