import { answered } from './client.ts';
import { ProblemError, type SentCommand } from './words.ts';

/** An approval of one command, as somebody signed it. */
export interface SignedApproval {
  /** As `board:Olga Orr`. */
  readonly by: string;
  readonly token: string;
  readonly until: string;
}

/** A command that waits for the approval of others. */
export interface AskedApproval {
  readonly request: string;
  readonly by: string;
  readonly roles: readonly string[];
  readonly command: SentCommand;
  readonly until: string;
  /** Whoever looks asked for it. */
  readonly mine: boolean;
  /** Who signed; what they signed is told to who asked. */
  readonly signed: readonly { readonly by: string; readonly token?: string }[];
}

/** How somebody approves: in their own session, or by PIN at an enrolled tablet. */
export interface Approver {
  readonly role?: string;
  readonly login?: string;
  readonly pin?: string;
  /** Hands what is signed to who asked for it. */
  readonly request?: string;
}

/** Approvals of a club. Everything throws `ProblemError` with the problem, or `UnreachableError`. */
export interface ApprovalsClient {
  /** Signs an approval of one command. */
  readonly sign: (command: object, approver?: Approver) => Promise<SignedApproval>;
  /** Asks whoever has these roles to approve a command in their own session. */
  readonly ask: (command: object, roles: readonly string[]) => Promise<{ readonly request: string; readonly until: string }>;
  /** What waits for whoever looks, and what they wait for. */
  readonly waiting: (signal?: AbortSignal) => Promise<readonly AskedApproval[]>;
  readonly end: (request: string) => Promise<void>;
}

export function approvalsClient(base: string, fetch: typeof globalThis.fetch): ApprovalsClient {
  const post = (path: string, body: object): Promise<unknown> =>
    answered(fetch, `${base}/approvals${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    sign: async (command, approver = {}) => (await post('', { command, ...approver })) as SignedApproval,
    ask: async (command, roles) =>
      (await post('/requests', { do: 'ask', command, roles })) as { readonly request: string; readonly until: string },
    waiting: async (signal) => {
      const all = (await answered(fetch, `${base}/approvals/requests`, signal ? { signal } : {})) as {
        readonly requests: readonly AskedApproval[];
      };
      return all.requests;
    },
    end: async (request) => void (await post('/requests', { do: 'end', request })),
  };
}

/** An enrolled tablet: who works here, and who has a PIN. */
export interface TabletHere {
  readonly id: string;
  readonly club: string;
  readonly name: string;
  /** The login of who works here now. */
  readonly works?: string;
  /** `here`: may take over by a tap. */
  readonly people: readonly { readonly login: string; readonly name: string; readonly here: boolean }[];
}

export type TabletDo =
  | { readonly do: 'sign-in'; readonly login: string; readonly pin: string }
  | { readonly do: 'switch'; readonly login: string }
  | { readonly do: 'leave'; readonly login?: string };

/** The tablet that this browser is; nothing where it is none. */
export async function tabletHere(signal?: AbortSignal, fetch = globalThis.fetch.bind(globalThis)): Promise<TabletHere | undefined> {
  try {
    return (await answered(fetch, '/api/tablet', signal ? { signal } : {})) as TabletHere | undefined;
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** Signs in by PIN, takes over by a tap, or leaves. @throws ProblemError, as `wrong-pin` */
export async function workAtTablet(act: TabletDo, fetch = globalThis.fetch.bind(globalThis)): Promise<TabletHere> {
  const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(act) };
  return (await answered(fetch, '/api/tablet', sent)) as TabletHere;
}
