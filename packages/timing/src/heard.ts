import type { Passing, SpecialPassing } from './passing.ts';

/** What a protocol reader makes of bytes, before anybody asks whether it was heard before. */
export type Heard = HeardPassing | HeardStatus | HeardClock | HeardSession | HeardVersion | HeardFlag | HeardNote | HeardLoss;

export interface HeardPassing extends Pick<
  Passing,
  'number' | 'transponder' | 'code' | 'car' | 'loop' | 'strength' | 'hits' | 'lowBattery'
> {
  readonly kind: 'passing';
  /** Left out: the source has but one. */
  readonly decoder?: string;
  readonly special?: SpecialPassing;
  /** By the decoder's clock. */
  readonly timeUs?: number;
  /** Without `timeUs`: it happened so long before it arrived. Left out too: a decoder that tells times told none, which is a doubt. */
  readonly agoUs?: number;
}

/** A sign of life, with what the decoder measures of itself. */
export interface HeardStatus {
  readonly kind: 'status';
  readonly decoder?: string;
  /** From decoders that number status and passings alike. */
  readonly number?: number;
  readonly noise?: number;
  readonly temperatureC?: number;
  /** Tenths of a volt. */
  readonly voltageDv?: number;
  readonly satellites?: number;
}

/** The decoder's clock, as asked for. */
export interface HeardClock {
  readonly kind: 'clock';
  readonly decoder?: string;
  readonly timeUs: number;
}

/** Since when the decoder counts, and how far it is. */
export interface HeardSession {
  readonly kind: 'session';
  readonly decoder?: string;
  readonly session: number;
  readonly last?: number;
}

export interface HeardVersion {
  readonly kind: 'version';
  readonly decoder?: string;
  readonly says: string;
}

/** The race as other timing software runs it. */
export interface HeardFlag {
  readonly kind: 'flag';
  readonly flag: string;
  readonly session?: string;
}

/** Read, and of no use to anybody here. */
export interface HeardNote {
  readonly kind: 'note';
  readonly says: string;
}

/** Bytes that gave nothing. */
export interface HeardLoss {
  readonly kind: 'lost';
  readonly reason: string;
  readonly says: string;
  readonly bytes: number;
  readonly at: number;
}

/** Reads one protocol from a stream that comes in pieces of any size. */
export interface Reader {
  readonly feed: (bytes: Uint8Array) => readonly Heard[];
  /** The stream broke off; what is half read is lost. */
  readonly end: () => readonly Heard[];
}

/** What can be asked of a decoder; `undefined` where its protocol has no such question. */
export interface Questions {
  readonly version: () => Uint8Array;
  readonly time: () => Uint8Array;
  readonly session: (decoder: string) => Uint8Array;
  readonly resend: (decoder: string, from: number, until: number) => Uint8Array;
}

/** A language that timing gear speaks. */
export interface Protocol {
  readonly name: string;
  readonly says: string;
  /** The port at which its gear listens, where it is known. */
  readonly tcpPort?: number;
  /** How often a healthy link says something; silence of several times this is a stall. */
  readonly heartbeatUs?: number;
  /** Its times are times of day, so that a clock that is wrong can be seen. */
  readonly tellsTimeOfDay?: boolean;
  /** Its times come from a scorer, who may tell them late and in another order: they say nothing of any clock. */
  readonly isScored?: boolean;
  readonly reader: () => Reader;
  readonly questions?: Questions;
}
