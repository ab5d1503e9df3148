import type { MeetingPoints, PointsLine } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import type { StandingsTable } from '../language.ts';
import { evaluate, scopeFor } from '../scope.ts';
import { type CarAt, sharesOf } from './competitors.ts';
import { meetingPoints } from './meeting-points.ts';
import { pointsText } from './point-parts.ts';

/** What somebody whom a table is kept for earned with all cars of a class at a meeting. */
export interface Earning {
  readonly competitor: string;
  /** Numbers of the cars that earned it. */
  readonly cars: readonly string[];
  readonly lines: readonly PointsLine[];
  readonly total: number;
  readonly attempted: boolean;
  readonly droppable: boolean;
  readonly undroppableRaces: readonly string[];
  readonly because: Because;
}

interface Gathered {
  readonly cars: Set<MeetingPoints>;
  readonly lines: PointsLine[];
}

/** Works out what everybody in a table earned in a class at a meeting; of several cars in a race the best so many score. */
export function earnings(context: Context, meeting: string, classId: string, table: StandingsTable): readonly Earning[] {
  const gathered = new Map<string, Gathered>();
  for (const earned of meetingPoints(context, meeting, classId)) {
    for (const [competitor, lines] of ofCar(context, table, { meeting, class: classId, car: earned.car }, earned)) {
      const found = gathered.get(competitor) ?? { cars: new Set(), lines: [] };
      gathered.set(competitor, found);
      found.cars.add(earned);
      found.lines.push(...lines);
    }
  }
  const scope = scopeFor(context, { meeting, class: classId });
  const most = table.cars ? evaluate(scope, table.cars).value : undefined;
  return [...gathered].map(([competitor, { cars, lines }]) =>
    earningOf(context, competitor, [...cars], typeof most === 'number' ? bestCars(context, lines, most, table) : lines),
  );
}

/** The lines of a car by those for whom it scores; who scores for nothing is there with no line. */
function ofCar(context: Context, table: StandingsTable, at: CarAt, earned: MeetingPoints): ReadonlyMap<string, PointsLine[]> {
  const found = new Map<string, PointsLine[]>();
  for (const line of earned.lines)
    for (const share of sharesOf(context, table, { ...at, ...(line.race === undefined ? {} : { race: line.race }) }, line))
      found.set(share.competitor, [...(found.get(share.competitor) ?? []), share.line]);
  if (found.size === 0 && !table.of) found.set(earned.driver, []);
  return found;
}

function earningOf(context: Context, competitor: string, cars: readonly MeetingPoints[], lines: readonly PointsLine[]): Earning {
  const total = lines.reduce((sum, line) => sum + (line.counts ? line.points : 0), 0);
  const own =
    cars.length === 1 &&
    lines.length === cars[0]?.lines.length &&
    lines.every((line, index) => line.points === cars[0]?.lines[index]?.points && line.counts === cars[0]?.lines[index]?.counts);
  return {
    competitor,
    cars: cars.map((each) => each.car),
    lines,
    total,
    attempted: cars.some((each) => each.attempted),
    droppable: cars.every((each) => each.droppable),
    undroppableRaces: cars.flatMap((each) => each.undroppableRaces),
    because:
      own && cars[0]
        ? cars[0].because
        : because(`${competitor} has ${pointsText(context.book, total)} points`, {
            from: lines.filter((line) => line.counts).map((line) => line.because),
          }),
  };
}

/** Leaves the points of the best so many lines of a block in a race, and takes those of the others. */
function bestCars(context: Context, lines: readonly PointsLine[], most: number, table: StandingsTable): readonly PointsLine[] {
  const sign = context.book.season?.first === 'low' ? -1 : 1;
  const kept = new Set(
    [...Map.groupBy(lines, (line) => `${line.block} ${line.race ?? ''}`).values()].flatMap((each) =>
      each[0]?.block === 'call' ? each : each.toSorted((a, b) => sign * (b.points - a.points)).slice(0, most),
    ),
  );
  const says = most === 1 ? 'only the best car counts' : `only the best ${most} cars count`;
  return lines.map((line) =>
    kept.has(line) ? line : { ...line, points: 0, because: because(says, { clauses: table.clauses, from: [line.because] }) },
  );
}
