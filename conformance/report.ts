import type { CaseOutcome, Difference } from './conformance-set.ts';

/** What came of a set. */
export interface SetReport {
  readonly set: string;
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Why the whole set was left out. */
  readonly reason?: string;
  readonly failures: readonly { readonly case: string; readonly difference: Difference }[];
  readonly skips: readonly { readonly case: string; readonly reason: string }[];
}

/** Counts the cases of a set. */
export function reportOf(set: string, outcomes: readonly CaseOutcome[]): SetReport {
  const failures = outcomes.flatMap((each) => (each.outcome === 'failed' ? [{ case: each.case, difference: each.difference }] : []));
  const skips = outcomes.flatMap((each) => (each.outcome === 'skipped' ? [{ case: each.case, reason: each.reason }] : []));
  return {
    set,
    cases: outcomes.length,
    passed: outcomes.length - failures.length - skips.length,
    failed: failures.length,
    skipped: skips.length,
    failures,
    skips,
  };
}

/** The report of a set that was not run. */
export function skippedSet(set: string, reason: string): SetReport {
  return { set, cases: 0, passed: 0, failed: 0, skipped: 0, reason, failures: [], skips: [] };
}

/** Writes a report for people: the counts, what was skipped and why, and of each failed case the first difference. */
export function reportText(report: SetReport): string {
  if (report.reason !== undefined) return `${report.set}: skipped, ${report.reason}`;
  const counts = `${report.set}: ${report.cases} cases, ${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`;
  const skips = report.skips.map((each) => `  skipped ${each.case}: ${each.reason}`);
  const failures = report.failures.map((each) => `  FAILED ${each.case}\n${differenceText(each.difference)}`);
  return [counts, ...skips, ...failures].join('\n');
}

function differenceText(difference: Difference): string {
  const reason = difference.because === undefined ? '' : `\n${difference.because.replaceAll(/^/gm, '      ')}`;
  return `    ${difference.says}: expected ${JSON.stringify(difference.expected)}, found ${JSON.stringify(difference.found)}${reason}`;
}
