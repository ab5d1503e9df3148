import type { AboutMachine } from '../http/machine.ts';
import type { Arrangedly, Arrangement, PeopleListed } from '../http/people.ts';
import type { DeliveryState, HookAsked } from '../hooks/hooks.ts';

export type { AboutMachine, Arrangedly, Arrangement, PeopleListed };

/** A hook as it is shown: its secret is told once, when it is added. */
export interface HookShown extends HookAsked {
  readonly id: string;
  readonly madeAt: string;
  readonly madeBy: string;
}

/** A message to a hook, and how it went. */
export interface DeliveryShown {
  readonly id: string;
  readonly news: string;
  readonly madeAt: string;
  readonly dueAt?: string;
  readonly tries: number;
  readonly state: DeliveryState;
  readonly said: string;
}

/** Whether a log is whole. */
export interface LogVerified {
  readonly ok: boolean;
  readonly facts: number;
  readonly digest: string;
  readonly problem?: { readonly seq: number; readonly says: string };
}

/** A copy of a log, with what it was proved by. */
export interface LogCopy {
  readonly file: Blob;
  readonly name: string;
  readonly seq: number;
  readonly digest: string;
}

/** What the office of a club does beside its log. */
export interface OfficeClient {
  readonly people: (signal?: AbortSignal) => Promise<PeopleListed>;
  readonly arrange: (asked: Arrangement) => Promise<Arrangedly>;
  readonly hooks: (signal?: AbortSignal) => Promise<readonly HookShown[]>;
  /** The secret is in this answer and in no other. */
  readonly addHook: (asked: HookAsked) => Promise<HookShown & { readonly secret: string }>;
  readonly removeHook: (hook: string) => Promise<void>;
  readonly testHook: (hook: string) => Promise<void>;
  readonly deliveries: (hook: string, signal?: AbortSignal) => Promise<readonly DeliveryShown[]>;
  readonly sendAgain: (hook: string, delivery: string) => Promise<void>;
  readonly machine: (signal?: AbortSignal) => Promise<AboutMachine>;
  readonly verifyLog: () => Promise<LogVerified>;
  readonly backup: () => Promise<LogCopy>;
}

/** Asks for a path of the club; `raw` gives the answer as it comes. */
export type OfficeAsk = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, signal?: AbortSignal) => Promise<Response>;

export function officeClient(ask: OfficeAsk): OfficeClient {
  const read = async <T>(...asked: Parameters<OfficeAsk>): Promise<T> => (await (await ask(...asked)).json()) as T;
  const done = async (...asked: Parameters<OfficeAsk>): Promise<void> => void (await ask(...asked));
  const hookAt = (hook: string): string => `/hooks/${encodeURIComponent(hook)}`;
  return {
    people: (signal) => read('GET', '/people', undefined, signal),
    arrange: (asked) => read('POST', '/people', asked),
    hooks: async (signal) => (await read<{ readonly hooks: readonly HookShown[] }>('GET', '/hooks', undefined, signal)).hooks,
    addHook: (asked) => read('POST', '/hooks', asked),
    removeHook: (hook) => done('DELETE', hookAt(hook)),
    testHook: (hook) => done('POST', `${hookAt(hook)}/test`, {}),
    deliveries: async (hook, signal) =>
      (await read<{ readonly deliveries: readonly DeliveryShown[] }>('GET', `${hookAt(hook)}/deliveries`, undefined, signal)).deliveries,
    sendAgain: (hook, delivery) => done('POST', `${hookAt(hook)}/deliveries/${encodeURIComponent(delivery)}/again`, {}),
    machine: (signal) => read('GET', '/machine', undefined, signal),
    verifyLog: () => read('POST', '/machine/verify', {}),
    backup: async () => {
      const response = await ask('POST', '/machine/backup', {});
      const [, name = 'club.sqlite'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
      return {
        file: await response.blob(),
        name,
        seq: Number(response.headers.get('x-seq')),
        digest: response.headers.get('x-digest') ?? '',
      };
    },
  };
}
