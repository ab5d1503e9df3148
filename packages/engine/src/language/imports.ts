import type { Clauses, Expr } from './parts.ts';

/** How result files of another program become races of the club. */
export interface ImportRule {
  /** The program that wrote them, as `iracing`. */
  readonly id: string;
  /** The number of the league there; a file of another one is refused. Left out: any. */
  readonly league?: Expr;
  /** The detail of a person that holds their number there. */
  readonly member: string;
  /** Name or kind of a session in the file to the round or race that it is here; the others are left out. */
  readonly sessions: ReadonlyMap<string, string>;
  /** Name, short name or number of a class in the file to the class here. */
  readonly classes: ReadonlyMap<string, string>;
  /** The class of cars that `classes` does not name. */
  readonly class?: string;
  /** How a car ended the session there to the status here; who is not named was running, or did not finish. */
  readonly statuses: ReadonlyMap<string, string>;
  readonly clauses: Clauses;
}
