import type { AnyFact, CommandKind } from '@racetower/engine';
import type { Problem, SentCommand } from '@racetower/server/client';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { notify } from '../design/toast.tsx';
import { hasAny } from '../shell/roles.ts';
import { ApprovalDialog } from '../approvals/approval-dialog.tsx';
import { RefusalDialog } from '../shell/refusal-dialog.tsx';
import { problemInWords, useClub, useInWords } from './club.tsx';
import { type Call, type Came, Outbox } from './outbox.ts';

/** A command without who gives it: that is whoever acts here. */
export type Unsigned<K extends CommandKind = CommandKind> =
  SentCommand<K> extends infer C ? (C extends object ? Omit<C, 'by'> : never) : never;

export interface GiveOptions {
  /** What the call is called on the screen, as `Yellow`. */
  readonly says: string;
  /**
   * `form`: the form shows what is wrong itself; left out: a dialog does, and offers to override. `fields`: the form shows what is wrong
   * with a field, a dialog what the rulebook asks or somebody may override.
   */
  readonly refusal?: 'dialog' | 'form' | 'fields';
}

/** A call that went on record from here, and can be taken back. */
export interface Made {
  readonly says: string;
  readonly facts: readonly AnyFact[];
}

export interface Giving {
  /** Puts a call on its way; it is on record when the answer says so, and nothing waits for it. */
  readonly give: <K extends CommandKind>(command: Unsigned<K>, options: GiveOptions) => Promise<Came>;
  /** Calls that are not answered yet. */
  readonly waiting: readonly Call[];
  /** Calls of others who were here, which wait until they sign in. */
  readonly others: readonly Call[];
  /** Calls could not be sent: the server is away. */
  readonly stuck: boolean;
  /** Calls on record, the latest last. */
  readonly made: readonly Made[];
  readonly takenBack: (made: Made) => void;
  readonly retry: () => void;
}

interface Refused {
  readonly command: SentCommand;
  readonly says: string;
  readonly problem: Problem;
  /** When it was made, where it had to wait for the server. */
  readonly waitedSince?: number;
  readonly answer: (came: Came) => void;
}

const GivingContext = createContext<Giving | undefined>(undefined);

export function useGiving(): Giving {
  const giving = use(GivingContext);
  if (!giving) throw new Error('a call is given without a club');
  return giving;
}

/** Sends the calls of all desks; shows what is refused, with the clause and who may override. */
export function GivingProvider({ children }: { readonly children: ReactNode }) {
  const { by, acting } = useClub();
  const words = useInWords();
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [made, setMade] = useState<readonly Made[]>([]);
  const late = useCallback(
    ({ command, says, madeAt }: Call, came: Came): void => {
      if (came.is === 'done') return notify('good', says);
      const problem = problemInWords(came.problem, words);
      setRefused((before) => [...before, { command, says, problem, waitedSince: madeAt, answer: () => undefined }]);
    },
    [words],
  );
  const outbox = useOutbox(late);
  const waiting = useSyncExternalStore(
    useCallback((told) => outbox.watch(told), [outbox]),
    () => outbox.calls,
  );
  const send = useCallback(
    async (command: SentCommand, { says, refusal = 'dialog' }: GiveOptions, signed: readonly string[] = []): Promise<Came> => {
      const madeAt = Date.now();
      const answered = await outbox.send(command, says, signed);
      if (answered.is === 'done') {
        setMade((before) => [...before, { says, facts: answered.given.facts }].slice(-50));
        return answered;
      }
      const came = { ...answered, problem: problemInWords(answered.problem, words) };
      const asks = approvalsOf(command, came.problem).length > 0;
      if (!asks && (refusal === 'form' || (refusal === 'fields' && isOfFields(came.problem, acting.role)))) return came;
      const waited = came.waited ? { waitedSince: madeAt } : {};
      return new Promise((answer) => setRefused((before) => [...before, { command, says, problem: came.problem, ...waited, answer }]));
    },
    [outbox, acting, words],
  );
  const giving = useMemo<Giving>(
    () => ({
      give: (command, options) => send({ ...(command as object), by } as SentCommand, options),
      waiting,
      others: outbox.others,
      stuck: outbox.stuck,
      made,
      takenBack: (gone) => setMade((before) => before.filter((each) => each !== gone)),
      retry: () => outbox.retry(),
    }),
    [send, by, waiting, made, outbox],
  );
  const [first] = refused;
  return (
    <GivingContext value={giving}>
      {children}
      {first && (
        <Answering
          key={`${first.says} ${first.waitedSince ?? ''} ${refused.length}`}
          refused={first}
          next={() => setRefused((before) => before.slice(1))}
          again={(command, signed) => void send(command, { says: first.says }, signed).then(first.answer)}
        />
      )}
    </GivingContext>
  );
}

interface AnsweringProps {
  readonly refused: Refused;
  readonly next: () => void;
  readonly again: (command: SentCommand, signed?: readonly string[]) => void;
}

/** What is asked back about a call: who approves it, whether it is meant, who overrides. */
function Answering({ refused: { command, says, problem, waitedSince, answer }, next, again }: AnsweringProps) {
  const roles = approvalsOf(command, problem);
  const close = (): void => {
    answer({ is: 'refused', problem, waited: waitedSince !== undefined });
    next();
  };
  if (roles.length === 0)
    return (
      <RefusalDialog
        says={says}
        problem={problem}
        waitedSince={waitedSince}
        onClose={close}
        onAgain={(more) => {
          next();
          again({ ...command, ...more });
        }}
      />
    );
  return (
    <ApprovalDialog
      says={says}
      command={command}
      problem={problem}
      roles={roles}
      onClose={close}
      onApproved={({ by, tokens }) => {
        next();
        const approvals = [...claimsOf(command).filter((claim) => !roles.includes(claim)), ...by];
        again({ ...command, approvals } as SentCommand, tokens);
      }}
    />
  );
}

const claimsOf = (command: SentCommand): readonly string[] => ('approvals' in command ? (command.approvals ?? []) : []);

/** The roles that a command waits for: those that the rulebook misses, or those that are claimed and did not sign. */
function approvalsOf(command: SentCommand, { code, approvals }: Problem): readonly string[] {
  return (
    approvals ??
    (code === 'approval-not-signed' || code === 'bad-approval' ? claimsOf(command).map((claim) => claim.split(':')[0] ?? claim) : [])
  );
}

/** Tells whether a form shows a problem itself: nothing is asked back, and whoever gave it could not let it pass. */
function isOfFields({ code, override }: Problem, role: string): boolean {
  return code !== 'confirm' && !hasAny(role, override ?? []);
}

/** The calls of whoever is here, sent again whenever the server is back. */
function useOutbox(late: (call: Call, came: Came) => void): Outbox {
  const { client, me, up, signedOut } = useClub();
  const of = me.is === 'member' ? (me.name ?? '') : me.is;
  const latest = useRef({ late, signedOut });
  latest.current = { late, signedOut };
  const outbox = useMemo(
    () =>
      new Outbox({
        client,
        of,
        late: (call, came) => latest.current.late(call, came),
        signedOut: () => latest.current.signedOut(),
      }),
    [client, of],
  );
  useEffect(() => () => outbox.close(), [outbox]);
  useEffect(() => {
    if (up) outbox.retry();
  }, [up, outbox]);
  // What another window left behind is sent from here once somebody looks, or the network is back.
  useEffect(() => {
    const again = (): void => outbox.retry();
    for (const each of ['online', 'focus']) addEventListener(each, again);
    return () => {
      for (const each of ['online', 'focus']) removeEventListener(each, again);
    };
  }, [outbox]);
  return outbox;
}
