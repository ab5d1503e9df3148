import { expect, test } from 'vitest';
import { ADDRESS_HEADER } from '../accounts/auth.ts';
import { noteArrival, proxyList, SECURE_HEADER } from './arrival.ts';

const proxies = proxyList(['127.0.0.1', '10.0.0.0/8', '::1']);

test.each([
  { name: 'the line says where', remote: '203.0.113.9', headers: {}, is: ['203.0.113.9', null, 'a'] },
  {
    name: 'a stranger is not believed',
    remote: '203.0.113.9',
    headers: {
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'b',
      [ADDRESS_HEADER]: '1.2.3.4',
      [SECURE_HEADER]: 'yes',
    },
    is: ['203.0.113.9', null, 'a'],
  },
  {
    name: 'a named proxy is',
    remote: '::ffff:127.0.0.1',
    headers: { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'races.example' },
    is: ['1.2.3.4', 'yes', 'races.example'],
  },
  {
    name: 'of a chain the last that is not ours counts, not what a visitor wrote before it',
    remote: '127.0.0.1',
    headers: { 'x-forwarded-for': '6.6.6.6, 1.2.3.4, 10.1.1.1' },
    is: ['1.2.3.4', null, 'a'],
  },
  { name: 'nonsense is left out', remote: '::1', headers: { 'x-forwarded-for': 'x', 'x-forwarded-host': 'a b' }, is: ['::1', null, 'a'] },
])('$name', ({ remote, headers, is }) => {
  const read = new Headers({ host: 'a', ...(headers as Record<string, string>) });
  noteArrival(read, remote, proxies);
  expect([read.get(ADDRESS_HEADER), read.get(SECURE_HEADER), read.get('host')]).toEqual(is);
});

test.each(['nowhere', '10.0.0.0/x', '300.1.1.1'])('%s is no proxy', (proxy) => expect(() => proxyList([proxy])).toThrow(proxy));
