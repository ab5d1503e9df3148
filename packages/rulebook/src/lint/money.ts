import { accountsOf, type Extra, type FundRule, list, type PurseBlock, type PurseRule, scopeFor, whole } from '@racetower/engine';
import type { LoadedRulebook } from '../read-rulebook.ts';
import { didYouMean } from '../nearest.ts';
import type { Path } from '../yaml-source.ts';
import { type Check, finding, type Finding } from './finding.ts';
import { EVEN, LAST_PLACE } from './points.ts';
import { type Probe, probes, unlessRefused } from './probe.ts';

/** A purse falls with the place, pays nothing below zero, and its parts add up to the whole. */
export const purseTables: Check = (rulebook) =>
  onEach(rulebook, (probe) =>
    (rulebook.book.purse ?? []).flatMap((block) => [
      ...block.rules.flatMap((rule, index) => ruleFindings(rulebook, probe, block, { rule, index })),
      ...splitFindings(rulebook, probe, block),
    ]),
  );

/** Shares of a fund by place add up to a hundred, and its gifts fit into what is taken off for them. */
export const fundSums: Check = (rulebook) =>
  onEach(rulebook, (probe) => [...(rulebook.book.funds?.values() ?? [])].flatMap((fund) => fundFindings(rulebook, probe, fund)));

/** Accounts that are nearly the name of a fund, and so a second account beside it. */
export const nearAccounts: Check = (rulebook) => {
  const funds = [...(rulebook.book.funds?.keys() ?? [])];
  return [...accountsOf(rulebook.book)]
    .filter((account) => !funds.includes(account))
    .flatMap((account) => {
      const near = didYouMean(account, funds);
      return near === ''
        ? []
        : [
            finding(rulebook, ['funds'], {
              check: 'near-account',
              says: `"${account}" is an account of its own, no fund${near}`,
              severity: 'warning',
            }),
          ];
    });
};

/** Looks at one day of each kind and class, and says each thing once. */
function onEach(rulebook: LoadedRulebook, look: (probe: Probe) => readonly Finding[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const probe of probes(rulebook.book, 1)) for (const each of look(probe)) found.set(`${each.line} ${each.says}`, each);
  return [...found.values()];
}

function ruleFindings(
  rulebook: LoadedRulebook,
  probe: Probe,
  block: PurseBlock,
  { rule, index }: { readonly rule: PurseRule; readonly index: number },
): readonly Finding[] {
  const path: Path = ['purse', block.id, 'rules', index, rule.table ? 'table' : rule.give ? 'give' : 'shares'];
  const pays = unlessRefused(() => byPlace(probe, rule));
  if (!pays) return [];
  const rises = pays.findIndex((each, place) => each > (pays[place - 1] ?? each));
  const below = pays.findIndex((each) => each < 0 || !Number.isInteger(each));
  return [
    ...(rises < 0
      ? []
      : [
          finding(rulebook, path, {
            check: 'purse-rises',
            says: `place ${rises + 1} is paid ${pays[rises]} cents, more than the ${pays[rises - 1]} of place ${rises}`,
            clauses: rule.clauses,
          }),
        ]),
    ...(below < 0
      ? []
      : [
          finding(rulebook, path, {
            check: 'purse-amount',
            says: `place ${below + 1} is paid ${pays[below]} cents: a purse pays whole cents, none below zero`,
            clauses: rule.clauses,
          }),
        ]),
  ];
}

/** What each place is paid, or its part of a pot; nothing where the place does not decide. */
function byPlace(probe: Probe, rule: PurseRule): readonly number[] | undefined {
  const at = (place: number) =>
    scopeFor(
      probe.context,
      { meeting: probe.meeting, class: probe.class },
      { ...EVEN, ...NO_MONEY, place: () => place, scoring_place: () => place },
    );
  const table = rule.table ?? rule.shares;
  if (table) {
    const written = list(at(1), table).value.map(Number);
    const beyond = rule.beyond === undefined || rule.beyond === 'last' ? [] : [whole(at(written.length + 1), rule.beyond).value];
    return [...written, ...beyond];
  }
  const { give } = rule;
  if (!give || !give.names.some((name) => name === 'place' || name === 'scoring_place')) return undefined;
  return Array.from({ length: LAST_PLACE }, (_, index) => whole(at(index + 1), give).value);
}

const NO_MONEY: Extra = { money: () => ({ charged: {}, received: {} }) };

function splitFindings(rulebook: LoadedRulebook, probe: Probe, block: PurseBlock): readonly Finding[] {
  if (block.split.length === 0) return [];
  const scope = scopeFor(probe.context, { meeting: probe.meeting, class: probe.class }, EVEN);
  const sum = unlessRefused(() => block.split.reduce((total, each) => total + whole(scope, each.share).value, 0));
  return sum === undefined || sum === 100
    ? []
    : [
        finding(rulebook, ['purse', block.id, 'split'], {
          check: 'shares-sum',
          says: `the parts of ${block.says} are ${sum} per cent, not 100`,
          clauses: block.clauses,
        }),
      ];
}

function fundFindings(rulebook: LoadedRulebook, probe: Probe, fund: FundRule): readonly Finding[] {
  const { shares } = fund;
  if (!shares) return [];
  const scope = scopeFor(probe.context, {}, { balance: () => 1_000_000 });
  const { percents } = shares;
  const sum = percents && unlessRefused(() => list(scope, percents).value.reduce<number>((total, each) => total + Number(each), 0));
  const path: Path = ['funds', fund.id, 'shares'];
  const tables = rulebook.book.season?.tables.find((each) => shares.table === undefined || each.id === shares.table);
  const groups = tables?.by === 'all' ? 1 : rulebook.book.classes.length;
  const gifts = shares.first.flatMap((each, index) => {
    const most = unlessRefused(() => whole(scope, each.cents).value);
    const gift = each.each && unlessRefused(() => whole(scope, each.each as NonNullable<typeof each.each>).value);
    return most === undefined || gift === undefined || gift * groups <= most
      ? []
      : [
          finding(rulebook, [...path, 'first', index], {
            check: 'gifts-sum',
            says: `${each.says}: ${groups} gifts of ${gift} cents are more than the ${most} taken off`,
            clauses: each.clauses,
          }),
        ];
  });
  if (sum === undefined || sum === 100) return gifts;
  const says =
    sum > 100 ? `the places share ${sum} per cent, more than there is` : `the places share ${sum} per cent; the rest stays in the fund`;
  return [
    ...gifts,
    finding(rulebook, [...path, 'percents'], {
      check: 'shares-sum',
      says,
      severity: sum > 100 ? 'error' : 'note',
      clauses: shares.clauses,
    }),
  ];
}
