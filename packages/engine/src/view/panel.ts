import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting } from '../context.ts';
import { hasRole, roleOf } from '../entry/roles.ts';
import type { CaseOutcome, PanelRule } from '../language.ts';
import { Refused, refuse } from '../refusal.ts';
import type { Ruling } from '../stewards/case-names.ts';
import { caseById, type FiledCase } from '../stewards/open-cases.ts';
import { type Aside, notCarried, quorumOf, recusal, sidesOf, steppedAside, type Vote, votesCast } from '../stewards/panel.ts';
import { type Asked, momentAsked, type Query, text } from './query.ts';

/** Whether the votes as they are carry an outcome. */
interface Carried {
  readonly outcome: string;
  readonly says: string;
  /** Not said where it rests on what is filled in with the ruling. */
  readonly carried?: boolean;
  /** Why not. */
  readonly why?: string;
}

/** Who sits on a case and how far they are. */
export interface PanelAnswer {
  readonly case: string;
  readonly decidedBy: readonly string[];
  /** Whether the rulebook has a panel for it; without one whoever decides does so alone. */
  readonly sits: boolean;
  /** The record by which is voted, and the one by which somebody steps aside. */
  readonly vote?: string;
  readonly stepAside?: string;
  /** Who steps aside whatever they say: the parties and their people. */
  readonly parties: readonly string[];
  readonly aside: readonly Aside[];
  readonly votes: readonly Vote[];
  readonly quorum: { readonly have: number; readonly needs: number };
  readonly outcomes: readonly Carried[];
  /** Whether whoever asks may sit on it, and why not. */
  readonly you?: { readonly may: boolean; readonly says: string; readonly clauses: readonly string[] };
  readonly because: Because;
}

/** The panel of a case: who must step aside and who did, the votes, the quorum, and which outcomes they carry; `by` asks for oneself. */
export function panelView(outer: Context, query: Query): PanelAnswer {
  const id = text(query, 'case');
  const filed = caseById(outer, id) ?? refuse('unknown-case', `there is no case ${id}`, { field: 'case' });
  const context = filed.fact.meeting === undefined ? outer : contextOfMeeting(outer, filed.fact.meeting);
  const { rule, fact } = filed;
  const { panel } = rule;
  const at = momentAsked(context, query);
  const by = query['by'] === undefined ? undefined : String(query['by']);
  return {
    case: id,
    decidedBy: rule.decidedBy,
    sits: panel !== undefined,
    ...(panel ? { vote: panel.record } : {}),
    ...(panel?.aside === undefined ? {} : { stepAside: panel.aside }),
    parties: panel ? [...new Set(sidesOf(context, panel, fact))] : [],
    aside: panel ? steppedAside(context, panel, id) : [],
    votes: votesCast(context, rule, id),
    quorum: panel ? quorumNow(context, filed, panel, at) : { have: 0, needs: 0 },
    outcomes: rule.outcomes.map((outcome) => carriedBy(context, filed, outcome, at)),
    ...(by === undefined ? {} : { you: standingOf(context, filed, by, at) }),
    because: because(`who decides ${rule.says}: ${rule.decidedBy.join(', ')}`, {
      clauses: [...new Set([...rule.clauses, ...(panel?.clauses ?? [])])],
      facts: [fact.seq],
    }),
  };
}

const rulingWith = (outcome: string, at: string): Ruling => ({ outcome, fields: {}, at, by: '' });

function quorumNow(context: Context, { fact, rule }: FiledCase, panel: PanelRule, at: string): PanelAnswer['quorum'] {
  return quorumOf(context, panel, fact, rulingWith(rule.outcomes[0]?.id ?? '', at));
}

function carriedBy(context: Context, { fact, rule }: FiledCase, { id, says }: CaseOutcome, at: string): Carried {
  try {
    const no = notCarried(context, rule, fact, rulingWith(id, at));
    return { outcome: id, says, carried: !no, ...(no ? { why: no.says } : {}) };
  } catch (error) {
    if (error instanceof Refused) return { outcome: id, says };
    throw error;
  }
}

/** Whether somebody may sit on it: in a role that decides or votes, and not involved. */
function standingOf(context: Context, filed: FiledCase, by: string, at: string): NonNullable<PanelAnswer['you']> {
  const { rule, fact } = filed;
  const role = roleOf(by);
  const voters = rule.panel ? (context.book.acts.get(rule.panel.record)?.by ?? []) : [];
  const sits = [...rule.decidedBy, ...voters].some((each) => hasRole(context.book, role, each));
  if (!sits) return { may: false, says: `decided by ${rule.decidedBy.join(', ')}`, clauses: rule.clauses };
  const no = recusal(context, rule, fact, by, at);
  return no ? { may: false, says: no.says, clauses: no.clauses } : { may: true, says: 'may sit on this case', clauses: rule.clauses };
}

export const PANEL_QUERY = {
  panel: {
    fields: ['case', 'by?'],
    says: 'who sits on a case, who steps aside, how was voted, and which outcomes the votes carry; `by` asks for oneself',
    answer: panelView,
  },
} as const satisfies Readonly<Record<string, Asked>>;
