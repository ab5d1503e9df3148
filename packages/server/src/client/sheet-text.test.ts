import { describe, expect, test } from 'vitest';
import { delimiterOf, sheetText } from './sheet-text.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('what a file is', () => {
  test.each([
    { name: 'UTF-8', given: bytes('name\nJosé'), gives: { is: 'text', text: 'name\nJosé' } },
    { name: 'UTF-8 with its mark', given: bytes([0xef, 0xbb, 0xbf], 'name'), gives: { is: 'text', text: 'name' } },
    { name: 'Windows letters', given: bytes('Jos', [0xe9]), gives: { is: 'text', text: 'José' } },
    { name: 'UTF-16', given: bytes([0xff, 0xfe], Buffer.from('José', 'utf16le').toJSON().data), gives: { is: 'text', text: 'José' } },
    { name: 'a workbook', given: bytes('PK', [3, 4], 'x'), gives: { is: 'workbook' } },
    { name: 'an old workbook', given: bytes([0xd0, 0xcf, 0x11, 0xe0]), gives: { is: 'old-workbook' } },
    { name: 'a PDF', given: bytes('%PDF-1.7'), gives: { is: 'pdf' } },
    { name: 'something else', given: bytes('a', [0], 'b'), gives: { is: 'not-a-list' } },
  ])('$name', ({ given, gives }) => expect(sheetText(given)).toEqual(gives));
});

test.each([
  ['a,b\n1,2', ','],
  ['a;b\n"1,2,3";2', ';'],
  ['a\tb', '\t'],
  ['a|b', '|'],
  ['a', ','],
])('%j is divided by %j', (text, sign) => expect(delimiterOf(text)).toBe(sign));
