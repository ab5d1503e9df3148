import { type Context, meetingOf, memo } from '../context.ts';
import { recordsOf } from '../entry/acts.ts';
import { entered } from '../entry/entries.ts';
import { checkRequirements } from '../entry/gates.ts';
import type { Fields } from '../fact.ts';
import { lazy, snake, toFormula } from '../formula-values.ts';
import type { Expr, Requirement } from '../language.ts';
import { meetingsAttended } from '../points/season-so-far.ts';
import { Refused } from '../refusal.ts';
import { type Extra, scopeFor } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import { standingFields } from '../stewards/standing.ts';
import { barsAt } from '../stewards/suspensions.ts';

/** Somebody who means to start in a class with a car. */
export interface Starter {
  readonly person: string;
  readonly class: string;
  readonly car: string;
  readonly handler?: string;
  readonly details: Fields;
}

/** What stands against a start, by which clauses, until when, and which papers or details would mend it. */
export interface Obstacle {
  readonly says: string;
  readonly clauses: readonly string[];
  readonly until?: string;
  readonly papers: readonly string[];
  readonly details: readonly string[];
}

/** Names of formulas that are about somebody's own papers. */
const OWN: ReadonlySet<string> = new Set(['car', 'driver', 'person', 'number', 'people', 'on_record']);
/** Names that only say something once the race is there. */
const LATER: ReadonlySet<string> = new Set(['race', 'act', 'clocks']);

interface Looked {
  readonly requirement: Requirement;
  /** Everything that its formulas read, through the values of the rulebook. */
  readonly names: ReadonlySet<string>;
  readonly source: string;
}

/** Requirements that refuse at sign-in or when the line-up is posted, with all that they read. */
function looked(context: Context): readonly Looked[] {
  return memo(context, 'requirements of a start', () =>
    context.book.requirements
      .filter(({ at, effect }) => effect === 'refuse' && (at.includes('sign-in') || at.includes('line-up')))
      .map((requirement) => {
        const names = new Set<string>();
        const sources: string[] = [];
        const read = (expr: Expr | undefined): void => {
          if (!expr) return;
          sources.push(expr.source);
          for (const name of expr.names)
            if (!names.has(name)) {
              names.add(name);
              read(context.book.values.get(name)?.value);
            }
        };
        read(requirement.must);
        read(requirement.when);
        return { requirement, names, source: sources.join(' ') };
      }),
  );
}

/** What stands against somebody's own start at a meeting: suspensions, papers that are missing, what does not fit. */
export function obstaclesOf(context: Context, meeting: string, starter: Starter, at: string): readonly Obstacle[] {
  const isIn = entered(context, meeting, starter.class).some((each) => each.car === starter.car);
  const gates = isIn ? ['line-up'] : ['sign-in', 'line-up'];
  const names = isIn ? {} : namesOf(context, meeting, starter, at);
  const own = looked(context).filter(
    ({ requirement, names: read }) =>
      requirement.at.some((gate) => gates.includes(gate)) &&
      [...read].some((name) => OWN.has(name)) &&
      ![...read].some((name) => LATER.has(name)),
  );
  const where = { meeting, class: starter.class, car: starter.car };
  const found = own.flatMap((each) => obstacleOf(context, each, scopeFor(context, where, names, at)));
  return distinct([...barsOf(context, meeting, starter, at), ...found]);
}

function barsOf(context: Context, meeting: string, { person, class: classId, car }: Starter, at: string): readonly Obstacle[] {
  const bars = [
    ...barsAt(context, { person }, meeting, at),
    ...barsAt(context, { car: { class: classId, car, driver: person } }, meeting, at),
  ];
  return bars.map((bar) => ({
    says: bar.says,
    clauses: bar.because.clauses,
    ...(bar.until === undefined ? {} : { until: bar.until }),
    papers: [],
    details: [],
  }));
}

/** What bars somebody who brings no car. */
export function barsOfPerson(context: Context, meeting: string, person: string, at: string): readonly Obstacle[] {
  return distinct(
    barsAt(context, { person }, meeting, at).map((bar) => ({
      says: bar.says,
      clauses: bar.because.clauses,
      ...(bar.until === undefined ? {} : { until: bar.until }),
      papers: [],
      details: [],
    })),
  );
}

const distinct = (all: readonly Obstacle[]): readonly Obstacle[] => [...new Map(all.map((each) => [each.says, each])).values()];

/** What would be asked of everybody alike, as that sign-in has ended. */
export function obstaclesOfAll(context: Context, meeting: string, at: string): readonly Pick<Obstacle, 'says' | 'clauses'>[] {
  const scope = scopeFor(context, { meeting }, {}, at);
  return looked(context)
    .filter(({ requirement, names }) => requirement.at.includes('sign-in') && ![...names].some((name) => OWN.has(name) || LATER.has(name)))
    .flatMap((each) => obstacleOf(context, each, scope))
    .map(({ says, clauses }) => ({ says, clauses }));
}

function obstacleOf(context: Context, { requirement, source }: Looked, scope: ReturnType<typeof scopeFor>): readonly Obstacle[] {
  try {
    const { refused, failed } = checkRequirements([requirement], scope, 'start');
    // What cannot be worked out before the race is no reproach to anybody.
    if (!refused || (failed && !requirement.at.includes('sign-in'))) return [];
    return [
      {
        says: refused.says,
        clauses: refused.clauses,
        ...(refused.until === undefined ? {} : { until: refused.until }),
        ...mendedBy(context, source),
      },
    ];
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}

const READS = /\b(?:(?:car|driver|person)\.|people\[[^\]]*\]\.|on_record\.)([a-z_]\w*)/g;

/** The papers and the details that a formula reads. */
function mendedBy(context: Context, source: string): Pick<Obstacle, 'papers' | 'details'> {
  const read = new Set([...source.matchAll(READS)].map((match) => match[1] ?? ''));
  const papers = [...context.book.acts.values()].filter((act) => act.sort === 'record' && read.has(snake(act.id)));
  const { people = [], cars = [] } = context.book.registry ?? {};
  const details = [...new Set([...people.map((field) => field.name), ...cars.map((field) => field.name), 'born'])];
  return { papers: papers.map((act) => act.id), details: details.filter((name) => read.has(snake(name))) };
}

/** The names that requirements read of a car and its people before they are an entry. */
function namesOf(context: Context, meeting: string, { person, class: classId, car, handler, details }: Starter, at: string): Extra {
  const date = meetingOf(context, meeting).id;
  const known = (name: string): object =>
    lazy({
      ...personFields(context, name),
      meetings_before: () => meetingsAttended(context, date, name).length,
      ...standingFields(context, name, meeting, at),
    });
  const none = (): object => lazy({});
  return {
    number: () => car,
    car: () =>
      lazy({
        ...Object.fromEntries(Object.entries(details).map(([name, value]) => [snake(name), () => toFormula(value)])),
        number: () => car,
        driver: () => person,
        ...(handler === undefined ? {} : { handler: () => handler }),
        calls: none,
        marks: none,
        ...recordsOf(context, { meeting, class: classId, car }),
      }),
    driver: () => known(person),
    person: () => known(handler ?? person),
  };
}
