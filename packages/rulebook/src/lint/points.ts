import { type Extra, list, type PointsBlock, type PointsRule, scopeFor, whole } from '@racetower/engine';
import type { LoadedRulebook } from '../read-rulebook.ts';
import { type Check, finding, type Finding } from './finding.ts';
import { type Probe, probes, unlessRefused } from './probe.ts';

/** The last place that checks look at. */
export const LAST_PLACE = 40;

/** Points by place fall (where fewest points lead, they rise): no place is worth more than the one before it. */
export const risingPoints: Check = (rulebook) => {
  const seen = new Set<string>();
  const found: Finding[] = [];
  for (const probe of probes(rulebook.book, 1))
    for (const block of rulebook.book.points)
      for (const [index, rule] of block.rules.entries())
        for (const each of lookAt(rulebook, probe, block, { rule, index })) {
          const key = `${each.line} ${each.says}`;
          if (!seen.has(key)) found.push(each);
          seen.add(key);
        }
  return found;
};

function lookAt(
  rulebook: LoadedRulebook,
  probe: Probe,
  block: PointsBlock,
  { rule, index }: { readonly rule: PointsRule; readonly index: number },
): readonly Finding[] {
  const points = unlessRefused(() => pointsByPlace(probe, rule));
  if (!points) return [];
  const low = (block.first ?? rulebook.book.season?.first) === 'low';
  const path = ['points', block.id, 'rules', index, rule.table ? 'table' : 'give'];
  const at = points.findIndex((each, place) => {
    const before = points[place - 1];
    return before !== undefined && before !== 0 && (low ? each < before : each > before);
  });
  const rises: readonly Finding[] =
    at < 0
      ? []
      : [
          finding(rulebook, path, {
            check: 'points-rise',
            says: `place ${at + 1} pays ${points[at]} points, ${low ? 'fewer' : 'more'} than the ${points[at - 1]} of place ${at}`,
            clauses: rule.clauses,
          }),
        ];
  const below = low ? -1 : points.findIndex((each) => each < 0);
  const negative: readonly Finding[] =
    below < 0
      ? []
      : [
          finding(rulebook, path, {
            check: 'points-negative',
            says: `from place ${below + 1} on points are below zero`,
            severity: 'note',
            clauses: rule.clauses,
          }),
        ];
  return [...rises, ...negative];
}

/** What each place earns; nothing when the place does not decide. */
function pointsByPlace(probe: Probe, rule: PointsRule): readonly number[] | undefined {
  const scope = (place: number) => scopeFor(probe.context, { meeting: probe.meeting, class: probe.class }, { ...EVEN, ...places(place) });
  if (rule.table) {
    const table = list(scope(1), rule.table).value.map(Number);
    const beyond = rule.beyond === undefined || rule.beyond === 'last' ? [] : [whole(scope(table.length + 1), rule.beyond).value];
    return [...table, ...beyond];
  }
  const { give } = rule;
  if (!give || !give.names.some((name) => name === 'place' || name === 'scoring_place')) return undefined;
  return Array.from({ length: LAST_PLACE }, (_, index) => whole(scope(index + 1), give).value);
}

const places = (place: number): Extra => ({ place: () => place, scoring_place: () => place });

/** A car about which there is nothing special. */
export const EVEN: Extra = {
  status: () => 'finished',
  attempted: () => true,
  transferred: () => false,
  alternate_started: () => false,
  starters: () => LAST_PLACE,
  letter: () => 'a',
  laps_done: () => 20,
  laps_led: () => 0,
  started_from: () => 1,
  gained: () => 0,
  points: () => 0,
};
