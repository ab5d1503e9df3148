import { ambLineJson, readAmbLine } from '@racetower/timing';
import { type CaseOutcome, type ConformanceSet, differs, outcomeOf } from '../conformance-set.ts';
import { filesOf, plain, type Row, rowsOf } from '../data-lines.ts';

/** Lines of older decoders with what they say and their checksum. */
export const ambText: ConformanceSet = {
  name: 'amb-text',
  run: (folder) => filesOf(folder, '.jsonl').flatMap((file) => rowsOf(folder, file).map(lineCase)),
};

function lineCase({ name, row }: Row): CaseOutcome {
  if (typeof row['line'] !== 'string') return { case: name, outcome: 'skipped', reason: 'it has no line' };
  const line = readAmbLine(row['line']);
  if ('bad' in line) return outcomeOf(name, differs('checksum is right', row['crc_valid'], false, line.says));
  if (row['crc_valid'] === false) return outcomeOf(name, differs('checksum is right', false, true));
  const found = JSON.parse(ambLineJson(line)) as Readonly<Record<string, unknown>>;
  if (line.type === 'OTHER') return outcomeOf(name, differs('checksum', row['crc'], found['crc']));
  const expected = Object.fromEntries(Object.entries(row).filter(([field]) => field in found));
  const missing = Object.keys(row).filter((field) => !(field in found) && !['file', 'line', 'notes', 'source'].includes(field));
  return outcomeOf(name, differs('fields', plain(expected), plain(found)) ?? differs('fields that are not read', [], missing));
}
