import type { Rulebook } from '@racetower/engine';
import type { Locate } from './read-rulebook.ts';
import type { Problem } from './problems.ts';

/** Checks what needs the whole rulebook: values that define each other, acts of one name, stages that wait in a circle. */
export function checkBook(book: Rulebook, locate: Locate): readonly Problem[] {
  return [...valueCycles(book, locate), ...roundCycles(book, locate), ...missingWords(book, locate), ...plans(book, locate)];
}

function problem(locate: Locate, path: readonly string[], says: string): Problem {
  return { ...locate(path), says, path: path.join('.'), severity: 'error' };
}

function valueCycles(book: Rulebook, locate: Locate): readonly Problem[] {
  const reads = new Map(
    [...book.values.values()].map((value) => [value.name, (value.value?.names ?? []).filter((name) => book.values.has(name))]),
  );
  return cyclesIn(reads).map((cycle) => problem(locate, ['values', cycle[0] ?? ''], `the values ${cycle.join(' → ')} define each other`));
}

/** A round may wait for later ones only through stages that do not wait for it. */
function roundCycles(book: Rulebook, locate: Locate): readonly Problem[] {
  const waits = new Map(
    book.rounds.map((round) => [
      round.id,
      [...new Set([...round.lineup, ...round.lineupLower])].flatMap((stage) =>
        stage.select.kind === 'from'
          ? [stage.select.round]
          : stage.select.kind === 'rest' && stage.select.of !== undefined
            ? [stage.select.of]
            : [],
      ),
    ]),
  );
  return cyclesIn(waits).map((cycle) => problem(locate, ['rounds', cycle[0] ?? ''], `the rounds ${cycle.join(' → ')} wait for each other`));
}

/** A plan seats nobody twice in a race, and is there where cars are dealt by it. */
function plans(book: Rulebook, locate: Locate): readonly Problem[] {
  return book.rounds.flatMap(({ id, split }) => {
    if (!split) return [];
    const path = ['rounds', id, 'split'];
    if (split.deal === 'plan' && split.plan.length === 0) return [problem(locate, path, `${id} is dealt by a plan, and there is no plan`)];
    return split.plan.flatMap((ranks, index) => {
      const twice = ranks.find((rank, at) => ranks.indexOf(rank) !== at);
      return twice === undefined ? [] : [problem(locate, [...path, 'plan'], `race ${index + 1} of the plan of ${id} has ${twice} twice`)];
    });
  });
}

function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node);
    if (at >= 0) cycles.push([...path.slice(at), node]);
    if (at >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return [...new Map(cycles.map((cycle) => [cycle.join(' '), cycle])).values()];
}

function missingWords(book: Rulebook, locate: Locate): readonly Problem[] {
  const classIds = book.classes.map((each) => each.id);
  const twice = classIds.filter((id, index) => classIds.indexOf(id) !== index);
  const noFinish = book.statuses.has('finished') ? [] : [problem(locate, ['statuses'], 'statuses needs the status "finished"')];
  return [...twice.map((id) => problem(locate, ['classes', 'order'], `the class ${id} is listed twice`)), ...noFinish];
}
