// Adds up what the tests and the conformance sets reported: `N passed, N failed` is the last line.
// Plain JavaScript for old Nodes. CONFORMANCE holds the conformance report as JSON, or nothing when it was skipped.
import { readFileSync } from 'node:fs';

const [report, testsExit] = process.argv.slice(2);

function tests() {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numFailedTests > 0 ? numFailedTests : numFailedTestSuites;
    return { passed: numPassedTests, failed: failed === 0 && testsExit !== '0' ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function conformance(text) {
  if (!text) return { passed: 0, failed: 0 };
  try {
    const { sets } = JSON.parse(text);
    const sum = (of) => sets.reduce((total, set) => total + set[of], 0);
    for (const set of sets.filter(({ cases }) => cases > 0))
      console.log(`${set.set}: ${set.cases} cases, ${set.passed} passed, ${set.failed} failed, ${set.skipped} skipped`);
    return { passed: sum('passed'), failed: sum('failed') };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const counts = [tests(), conformance(process.env.CONFORMANCE)];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
