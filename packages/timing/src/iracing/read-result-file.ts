import { readJsonResult } from './json-result.ts';
import { isTable, readTableResult } from './table-result.ts';
import { type ResultFile, ResultFileError } from './result-file.ts';

/**
 * Reads a result file of iRacing from its bytes: JSON as the website saves it or as the data interface gives it, or the older
 * table of values. Text is UTF-8; a file that is not, as old tables, is read as Latin-1.
 *
 * @throws ResultFileError `truncated` for a file that ends in its middle, `no-result` for another kind of file, `bad-value` for a field
 *   that is missing or has another form, each with where it is
 */
export function readResultFile(bytes: Uint8Array): ResultFile {
  const text = textOf(bytes);
  if (text.trim() === '') throw new ResultFileError('truncated', '', 'the file is empty');
  const file = text.trimStart().startsWith('{') ? readJsonResult(text) : isTable(text) ? readTableResult(text) : undefined;
  if (!file) throw new ResultFileError('no-result', '', 'this is neither a JSON result nor a table of results');
  return file;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder('latin1').decode(bytes);
    throw error;
  }
}
