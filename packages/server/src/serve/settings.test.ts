import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { temporaryFile } from '../testing/example-club.ts';
import { readSettings } from './settings.ts';

const file = (text: string): string => {
  const path = temporaryFile('settings.yaml');
  writeFileSync(path, text);
  return path;
};

describe('settings', () => {
  test('left out are for one laptop', async () =>
    expect(readSettings({}, {})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      data: 'data',
      'public-names': 'adults',
      rulebooks: [],
      timing: 'yes',
      'seal-people': 'no',
      hooks: 'outside',
      'trusted-proxies': [],
    }));
  test('of the command go before the environment, and those before the file', async () => {
    const path = file('port: 1\ndata: from-file\nhost: "::1"\nrulebooks: [a, b]\n');
    const environment = { RACETOWER_PORT: '2', RACETOWER_DATA: 'from-environment', RACETOWER_SETTINGS: path, RACETOWER_HOST: '' };
    expect(readSettings({ port: '3' }, environment)).toMatchObject({
      port: 3,
      data: 'from-environment',
      host: '::1',
      rulebooks: ['a', 'b'],
    });
  });
  test('list clubs with commas between', () => expect(readSettings({}, { RACETOWER_RULEBOOKS: 'a, b,' }).rulebooks).toEqual(['a', 'b']));
  test.each([
    { name: 'a port that is none', read: () => readSettings({ port: 'http' }, {}), says: '--port: is a number' },
    { name: 'a port too high', read: () => readSettings({}, { RACETOWER_PORT: '70000' }), says: 'RACETOWER_PORT: ' },
    {
      name: 'a database that is none',
      read: () => readSettings({}, { RACETOWER_DATABASE: 'mysql://me:secret@db/x' }),
      says: /^RACETOWER_DATABASE: is the URL of a PostgreSQL database; (?!.*secret)/,
    },
    { name: 'an unknown word', read: () => readSettings({ 'public-names': 'some' }, {}), says: '--public-names: ' },
    {
      name: 'a proxy that is none',
      read: () => readSettings({ 'trusted-proxies': '10.0.0.0/8, here' }, {}),
      says: '--trusted-proxies: is a list',
    },
    { name: 'a server for letters that is none', read: () => readSettings({ smtp: 'mail.example' }, {}), says: '--smtp: is an address' },
    { name: 'a setting that is not there', read: () => readSettings({}, {}, file('prot: 1')), says: 'prot: there is no such setting' },
    { name: 'a file that is not there', read: () => readSettings({}, {}, 'nowhere.yaml'), says: 'nowhere.yaml: there is no such file' },
    { name: 'a file that is no map', read: () => readSettings({}, {}, file('- 1')), says: 'settings are a map' },
    { name: 'a file that is no YAML', read: () => readSettings({}, {}, file('a: [')), says: 'settings.yaml:' },
  ])('$name is named', ({ read, says }) => expect(read).toThrow(says));
});
