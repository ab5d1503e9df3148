/** Work beside its floor: the least that the machine must do for the same work. */
export interface Case {
  /** As `400 cars`. */
  readonly size: string;
  /** Units of work in one run, for the rate: facts, cars, appends. */
  readonly units: number;
  readonly unit: string;
  readonly work: () => unknown;
  readonly floor: () => unknown;
  /** Lets go of what work and floor had open. */
  readonly close?: () => Promise<void>;
}

export interface Benchmark {
  readonly name: string;
  readonly says: string;
  /** What the floor does. */
  readonly floor: string;
  /** Smallest first, so that the growth can be read off. */
  readonly cases: () => readonly Case[];
  /** What is held in memory, smallest first. */
  readonly memory?: () => readonly Kept[];
  /** A case that takes a minute or more: run once, and only when asked for by `--large`. */
  readonly large?: () => Case;
}

/** Memory that is held, beside the least that must be; each is made in a process of its own, where nothing else comes and goes. */
export interface Kept {
  readonly size: string;
  /** The script that makes it, beside this file, and what it is told. */
  readonly script: string;
  readonly told: readonly string[];
}
