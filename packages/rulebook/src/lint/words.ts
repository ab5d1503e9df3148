import { type Act, type Consequence, didYouMean, type OrderKey, type Rulebook } from '@racetower/engine';
import type { LoadedRulebook } from '../read-rulebook.ts';
import type { Path } from '../yaml-source.ts';
import { type Check, finding, type Finding } from './finding.ts';

/** Words that blocks say about each other: fields of acts, rounds and draws of order keys, outcomes, things bought in. */
export const unmetWords: Check = (rulebook) => [
  ...fieldsOfActs(rulebook),
  ...ordersOfRounds(rulebook),
  ...ordersOverall(rulebook),
  ...outcomesOfCases(rulebook),
  ...cures(rulebook),
  ...mixedUp(rulebook),
];

function unknown(
  rulebook: LoadedRulebook,
  path: Path,
  what: { readonly sort: string; readonly name: string; readonly known: Iterable<string> },
): readonly Finding[] {
  const known = [...what.known];
  if (known.includes(what.name)) return [];
  return [
    finding(rulebook, path, { check: 'name-unknown', says: `there is no ${what.sort} "${what.name}"${didYouMean(what.name, known)}` }),
  ];
}

const blockOf = (act: Act): string => `${act.sort}s`;

/** A consequence that reads a field of its act reads one that the act has. */
function fieldsOfActs(rulebook: LoadedRulebook): readonly Finding[] {
  return [...rulebook.book.acts.values()].flatMap((act) =>
    act.then
      .flatMap((part) => part.consequences)
      .flatMap((consequence) => fieldRead(consequence) ?? [])
      .flatMap((name) =>
        unknown(rulebook, [blockOf(act), act.id, 'then'], {
          sort: `field of ${act.id}`,
          name,
          known: act.fields.map((field) => field.name),
        }),
      ),
  );
}

function fieldRead(consequence: Consequence): string | undefined {
  switch (consequence.kind) {
    case 'behind':
    case 'order':
    case 'set-value':
    case 'alternate-starts':
      return consequence.field;
    default:
      return undefined;
  }
}

/** Order keys read rounds, draws or points blocks that there are. */
function ordersOfRounds(rulebook: LoadedRulebook): readonly Finding[] {
  const { book } = rulebook;
  return book.rounds.flatMap((round) => {
    const keys = [
      ...[...round.lineup, ...round.lineupLower].flatMap((stage) => stage.order),
      ...(round.ladder?.order ?? []),
      ...(round.split?.order ?? []),
      ...round.resultOrder,
    ];
    return keysKnown(rulebook, ['rounds', round.id], keys);
  });
}

function ordersOverall(rulebook: LoadedRulebook): readonly Finding[] {
  return (rulebook.book.overall ?? []).flatMap((rule, index) => keysKnown(rulebook, ['overall', index], rule.order));
}

function keysKnown(rulebook: LoadedRulebook, path: Path, keys: readonly OrderKey[]): readonly Finding[] {
  return keys.flatMap((key) => {
    const known = knownTo(rulebook.book, key.by);
    return known === undefined ? [] : key.of.flatMap((name) => unknown(rulebook, path, { sort: known.sort, name, known: known.names }));
  });
}

const BY_ROUND = new Set(['finish', 'finish-sum', 'race-number', 'status', 'laps', 'time', 'line-up', 'count-of-places', 'head-to-head']);

function knownTo(book: Rulebook, by: string): { readonly sort: string; readonly names: Iterable<string> } | undefined {
  if (BY_ROUND.has(by)) return { sort: 'round', names: book.rounds.map((round) => round.id) };
  if (by === 'draw') return { sort: 'draw', names: book.draws.keys() };
  if (by === 'meeting-points') return { sort: 'points block', names: ['true', ...book.points.map((block) => block.id)] };
  return undefined;
}

function outcomesOfCases(rulebook: LoadedRulebook): readonly Finding[] {
  return [...rulebook.book.cases.values()].flatMap((rule) =>
    rule.lapses
      ? unknown(rulebook, ['cases', rule.id, 'lapses', 'outcome'], {
          sort: `outcome of ${rule.id}`,
          name: rule.lapses.outcome,
          known: rule.outcomes.map((outcome) => outcome.id),
        })
      : [],
  );
}

/** What buying in makes up for is something that a driver needs. */
function cures(rulebook: LoadedRulebook): readonly Finding[] {
  const { season } = rulebook.book;
  return (season?.buyIn?.cures ?? []).flatMap((name) =>
    unknown(rulebook, ['season', 'buy-in', 'cures'], { sort: 'need', name, known: (season?.eligible ?? []).map((each) => each.id) }),
  );
}

/** A procedure offers acts to roles, a rain rule names a call, an impound a record. */
function mixedUp(rulebook: LoadedRulebook): readonly Finding[] {
  const { book } = rulebook;
  const wrong = (path: Path, id: string, wanted: Act['sort']): readonly Finding[] => {
    const sort = book.acts.get(id)?.sort;
    return sort === undefined || sort === wanted
      ? []
      : [finding(rulebook, path, { check: 'name-unknown', says: `${id} is a ${sort}, and a ${wanted} is asked for here` })];
  };
  return [
    ...(book.rain ? wrong(['rain', 'call'], book.rain.call, 'call') : []),
    ...book.impounds.flatMap((rule) => wrong(['impounds', rule.id, 'until'], rule.until, 'record')),
  ];
}
