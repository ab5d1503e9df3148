import { expect, test } from 'vitest';
import { editionIn, folderOf, nextEdition } from './edition.ts';

test.each([
  { name: 'plain', text: 'rulebook: club\nedition: 2026\nin-force: 2026-01-01\n', is: { edition: '2026', inForce: '2026-01-01' } },
  {
    name: 'quoted, with a comment',
    text: 'edition: \'2026b\' # the second\nin-force: "2026-07-01"\n',
    is: { edition: '2026b', inForce: '2026-07-01' },
  },
  { name: 'of one that extends', text: 'extends: { file: 2025.yaml }\nedition: 2026\n', is: { edition: '2026', base: '2025.yaml' } },
  {
    name: 'of one that extends in lines',
    text: 'extends:\n  file: ../base/2025.yaml\nedition: 2026\n',
    is: { edition: '2026', base: '../base/2025.yaml' },
  },
  { name: 'of a text with mistakes', text: 'edition: 2026\nrounds: [', is: { edition: '2026' } },
])('the head is read: $name', ({ text, is }) => expect(editionIn(text)).toEqual(is));

test('the next edition has its own name and day, and all else of the one before', () =>
  expect(nextEdition('# ours\nedition: 2026\nin-force: 2026-01-01\nclub: {}\n', { edition: '2027', inForce: '2027-03-01' })).toBe(
    '# ours\nedition: 2027\nin-force: 2027-03-01\nclub: {}\n',
  ));

test('a file stands in its folder', () => expect(folderOf('club/nights/a.yaml')).toBe('club/nights/'));
