/** What a file turns out to be by its first bytes. */
export type SheetText =
  | { readonly is: 'text'; readonly text: string }
  /** A workbook as spreadsheets save it now; one of an old kind; a page to be printed; anything else. */
  | { readonly is: 'workbook' | 'old-workbook' | 'pdf' | 'not-a-list' };

const BY_FIRST_BYTES: Readonly<Record<string, Exclude<SheetText['is'], 'text'>>> = {
  '504b0304': 'workbook',
  d0cf11e0: 'old-workbook',
  '25504446': 'pdf',
};
const UTF16: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' };

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Turns the bytes of a file into text, by its byte order mark, else as UTF-8, else as Windows writes western letters. */
export function sheetText(bytes: Uint8Array): SheetText {
  const known = BY_FIRST_BYTES[hex(bytes.subarray(0, 4))];
  if (known !== undefined) return { is: known };
  const marked = UTF16[hex(bytes.subarray(0, 2))];
  if (marked !== undefined) return { is: 'text', text: new TextDecoder(marked).decode(bytes) };
  if (bytes.includes(0)) return { is: 'not-a-list' };
  try {
    return { is: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { is: 'text', text: new TextDecoder('windows-1252').decode(bytes) };
  }
}

/** So much of a file tells which sign stands between its cells. */
const TOP_LINES = 15;

/** The sign that most often stands between cells in the first lines, outside quotes. */
export function delimiterOf(text: string): string {
  const top = text
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '')
    .split('\n')
    .slice(0, TOP_LINES)
    .join('\n');
  const counted = [',', ';', '\t', '|'].map((sign) => ({ sign, count: top.split(sign).length - 1 }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ',';
}
