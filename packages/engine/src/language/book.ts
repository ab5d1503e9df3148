import type { ClauseId } from '../because.ts';
import type { Act, Ladder, Requirement } from './acts.ts';
import type { CautionRule, ClockRule, RestartRule, TimingRule } from './control.ts';
import type { DeadlineRule, NoticeRule, PublicNamesRule, TeamRule } from './discipline.ts';
import type { AwardRule, FeeRule, FundRule, PurseBlock } from './money.ts';
import type { ImportRule } from './imports.ts';
import type { RegistryRule } from './registry.ts';
import type { Clause, Clauses, Combining, Group, RaceClass, Role, Value } from './parts.ts';
import type { DrawRule, Round } from './rounds.ts';
import type { OverallRule, PointsBlock, ResultHold, StatusRule } from './scoring.ts';
import type { RainRule, SeasonRule } from './season.ts';
import type { CaseRule, ImpoundRule, ProcedureStep } from './stewards.ts';

export interface Rulebook {
  readonly name: string;
  /** As `2018`. */
  readonly edition: string;
  /** First day it is in force, `2018-01-01`. */
  readonly inForce: string;
  readonly club: { readonly name: string; readonly zone: string; readonly currency: string };
  readonly clauses: ReadonlyMap<ClauseId, Clause>;
  readonly values: ReadonlyMap<string, Value>;
  readonly groups: ReadonlyMap<string, Group>;
  /** In race order. */
  readonly classes: readonly RaceClass[];
  readonly classOrder: { readonly clauses: Clauses };
  readonly combining: readonly Combining[];
  readonly roles: ReadonlyMap<string, Role>;
  readonly meetingKinds: ReadonlyMap<string, { readonly id: string; readonly points: boolean; readonly clauses: Clauses }>;
  readonly acts: ReadonlyMap<string, Act>;
  readonly requirements: readonly Requirement[];
  readonly draws: ReadonlyMap<string, DrawRule>;
  readonly ladders: ReadonlyMap<string, Ladder>;
  /** In the order they are run. */
  readonly rounds: readonly Round[];
  readonly clocks: ReadonlyMap<string, ClockRule>;
  readonly cautions: readonly CautionRule[];
  /** The first that fits a restart; none: two by two. */
  readonly restarts?: readonly RestartRule[];
  /** The first that fits a round; none: laps count by what is usual. */
  readonly timing?: readonly TimingRule[];
  readonly statuses: ReadonlyMap<string, StatusRule>;
  readonly holds: readonly ResultHold[];
  readonly points: readonly PointsBlock[];
  /** Orders of a class over the whole meeting; the first whose condition holds counts. */
  readonly overall?: readonly OverallRule[];
  /** Into how many parts a point is divided, so that shared and halved points stay whole numbers; left out: 1. */
  readonly pointParts?: number;
  readonly season?: SeasonRule;
  readonly rain?: RainRule;
  readonly fees: readonly FeeRule[];
  readonly purse?: readonly PurseBlock[];
  readonly funds?: ReadonlyMap<string, FundRule>;
  readonly awards: readonly AwardRule[];
  readonly cases: ReadonlyMap<string, CaseRule>;
  readonly deadlines: ReadonlyMap<string, DeadlineRule>;
  readonly notices: ReadonlyMap<string, NoticeRule>;
  readonly teams?: TeamRule;
  readonly publicNames?: PublicNamesRule;
  readonly imports?: ReadonlyMap<string, ImportRule>;
  readonly registry?: RegistryRule;
  readonly impounds: readonly ImpoundRule[];
  readonly procedures: readonly ProcedureStep[];
  /** Roles that may give `override` where a requirement names none, and change line-ups and results by hand. */
  readonly authority: ReadonlyMap<string, { readonly roles: readonly string[]; readonly clauses: Clauses }>;
}
