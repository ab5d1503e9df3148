import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Rulebook, State } from '@racetower/engine';
import { refusal } from '@racetower/engine';
import { didYouMean, type ImportStep, isMap, type Step, StepError } from '@racetower/rulebook';
import { readResultFile, type ResultFile, ResultFileError } from '@racetower/timing';
import { type Imported, importFile, ImportRefused, type ImportRequest } from '@racetower/server/import';

/** Words of an import in a night beside those that every step may have. */
const WORDS = ['file', 'kind', 'sessions', 'as', 'leave-out', 'register', 'replace'] as const;
const AROUND = ['do', 'meeting', 'season', 'by', 'refused', 'flagged', 'note'];

/**
 * Imports the file that a step names, looked for from the night: `{ do: import, file: files/round-1.json, register: true }`.
 *
 * @throws StepError for an unknown word, or a file that is not there or cannot be read
 */
export function importStep(editions: readonly Rulebook[], state: State, step: Step): ImportStep {
  const { words } = step;
  const unknown = Object.keys(words).find((word) => ![...WORDS, ...AROUND].includes(word));
  if (unknown !== undefined) throw new StepError(unknown, `import has no field "${unknown}"${didYouMean(unknown, [...WORDS, ...AROUND])}`);
  try {
    const imported: Imported = importFile(editions, state, requestOf(step));
    return { ok: true, facts: imported.facts, meeting: imported.meeting, flagged: imported.flagged.flatMap((each) => each.clauses) };
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    return { ok: false, refusal: refusal(error.code, error.message, { clauses: error.clauses, field: 'file' }) };
  }
}

function requestOf(step: Step): ImportRequest {
  const { words } = step;
  const text = (word: string): Readonly<Record<string, string>> => (words[word] === undefined ? {} : { [word]: String(words[word]) });
  const list = (word: string): readonly string[] => {
    const value = words[word] ?? [];
    return Array.isArray(value) ? value.map(String) : [String(value)];
  };
  const as = words['as'] ?? {};
  if (!isMap(as)) throw new StepError('as', 'as of an import is a map of number to member');
  if (words['file'] === undefined) throw new StepError('do', 'import needs file: the result file, from this night');
  return {
    file: fileOf(step),
    fileName: String(words['file']),
    ...text('meeting'),
    ...text('season'),
    ...text('kind'),
    ...text('by'),
    sessions: list('sessions'),
    decisions: {
      as: new Map(Object.entries(as).map(([number, name]) => [number, String(name)])),
      leaveOut: new Set(list('leave-out')),
      register: words['register'] === true ? 'everybody' : new Set<string>(),
    },
    values: new Map(),
    replace: words['replace'] === true,
  };
}

function fileOf(step: Step): ResultFile {
  const name = String(step.words['file']);
  const path = resolve(dirname(step.file), name);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new StepError('file', `${name}: there is no such file beside the night`);
  try {
    return readResultFile(readFileSync(path));
  } catch (error) {
    if (error instanceof ResultFileError) throw new StepError('file', `${name}: ${error.message}`);
    throw error;
  }
}
