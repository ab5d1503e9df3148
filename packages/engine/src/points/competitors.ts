import { because } from '../because.ts';
import { type Context, memo } from '../context.ts';
import { entryOf } from '../entry/entries.ts';
import type { PointsLine } from '../answers.ts';
import type { PointsBlock, StandingsTable } from '../language.ts';
import { refuse } from '../refusal.ts';
import { evaluate, list, type Scope, scopeFor } from '../scope.ts';
import { pointsText, wholeParts } from './point-parts.ts';

/** A car of a class in a race, or at the meeting where points belong to no race. */
export interface CarAt {
  readonly meeting: string;
  readonly class: string;
  readonly car: string;
  readonly race?: string;
}

function scopeOf(context: Context, at: CarAt): Scope {
  const { meeting, car, race } = at;
  return scopeFor(context, { meeting, class: at.class, car, ...(race === undefined ? {} : { race }) });
}

/** Who drove a car: by the season's `drivers`, else who signed it in. */
export function driversOf(context: Context, at: CarAt): readonly string[] {
  const rule = context.book.season?.drivers;
  const signedIn = entryOf(context, at.meeting, at.class, at.car)?.driver ?? '';
  if (!rule) return [signedIn];
  return memo(context, `drivers ${at.meeting} ${at.class} ${at.car} ${at.race ?? ''}`, () =>
    list(scopeOf(context, at), rule).value.map(String),
  );
}

/** Whom a car scores for in a table: its team, make … as the table says, else its drivers. */
export function competitorsOf(context: Context, table: StandingsTable | undefined, at: CarAt): readonly string[] {
  const { of } = table ?? {};
  if (!of) return driversOf(context, at);
  return memo(context, `scores for ${at.meeting} ${at.class} ${at.car} ${at.race ?? ''} ${of.source}`, () => {
    const whom = evaluate(scopeOf(context, at), of).value;
    return typeof whom === 'string' ? [whom] : refuse('formula-failed', `${of.source} is ${JSON.stringify(whom)}, not a name`);
  });
}

/** A line of points as it falls to those for whom the car scores. */
export interface Share {
  readonly competitor: string;
  readonly line: PointsLine;
}

/** Shares a line of a car's points out: among its drivers as the block says, or whole to what the table is kept for. */
export function sharesOf(context: Context, table: StandingsTable | undefined, at: CarAt, line: PointsLine): readonly Share[] {
  const block = context.book.points.find((each) => each.id === line.block);
  const counts = line.block === 'call' || (table?.points ? table.points.includes(line.block) : line.counts);
  const drivers = driversOf(context, at);
  const own = block?.drivers && !table?.of ? list(scopeOf(context, at), block.drivers).value.map(String) : undefined;
  const whom = own ?? (table?.of ? competitorsOf(context, table, at) : drivers);
  const among = own?.length ?? drivers.length;
  const shared = { ...line, counts };
  if (among > 1 && block?.shared === 'none') return whom.map((competitor) => ({ competitor, line: notShared(shared, block, among) }));
  if (among > 1 && block?.shared === 'split' && !table?.of)
    return whom.map((competitor) => ({ competitor, line: split(context, shared, block, among) }));
  return whom.map((competitor) => ({ competitor, line: shared }));
}

function notShared(line: PointsLine, block: PointsBlock, drivers: number): PointsLine {
  return {
    ...line,
    points: 0,
    because: because(`${drivers} drivers shared the car: no points`, { clauses: block.clauses, from: [line.because] }),
  };
}

function split(context: Context, line: PointsLine, block: PointsBlock, drivers: number): PointsLine {
  const says = `${pointsText(context.book, line.points)} points divided among ${drivers} drivers`;
  const points = wholeParts(context, line.points / drivers, says);
  return { ...line, points, because: because(says, { clauses: block.clauses, from: [line.because] }) };
}
