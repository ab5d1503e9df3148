/** Bytes that are in use for as long as something made is held: on the heap and beside it. */
export function held(make: () => unknown): number {
  const before = inUse();
  const made = make();
  const after = inUse();
  // The thing must live until it was measured.
  if (made === undefined) throw new Error('nothing was made');
  return after - before;
}

/** Bytes that are in use now. */
export function inUse(): number {
  if (!globalThis.gc) throw new Error('run with --expose-gc');
  for (let time = 0; time < 4; time++) globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
