import { describe, expect, test } from 'vitest';
import { p3Protocol } from '../p3/protocol.ts';
import { linesProtocol } from '../lines/protocol.ts';
import { NoAddress, readAddress } from './address.ts';

describe('where gear is', () => {
  test.each([
    { where: '192.168.1.50', is: { kind: 'tcp', host: '192.168.1.50', port: 5403 } },
    { where: 'tcp://decoder.local:9000', is: { kind: 'tcp', host: 'decoder.local', port: 9000 } },
    { where: '[fe80::1]:5403', is: { kind: 'tcp', host: 'fe80::1', port: 5403 } },
    { where: ':7000', is: { kind: 'listen', port: 7000 } },
    { where: '/dev/ttyUSB0@19200', is: { kind: 'serial', path: '/dev/ttyUSB0', baud: 19_200 } },
    { where: 'COM3', is: { kind: 'serial', path: 'COM3', baud: 9600 } },
  ])('$where', ({ where, is }) => expect(readAddress(where, p3Protocol)).toEqual(is));
  test.each([
    { where: '10.0.0.1', says: 'say the port of 10.0.0.1' },
    { where: '10.0.0.1:99999', says: 'a port is 1 to 65535' },
    { where: ':0', says: 'a port is 1 to 65535' },
    { where: 'two words', says: 'is no host' },
    { where: '', says: 'is no host' },
    { where: 'http://10.0.0.1/path', says: 'is no host' },
  ])('"$where" is refused', ({ where, says }) => {
    const read = (): unknown => readAddress(where, linesProtocol('number'));
    expect(read).toThrow(NoAddress);
    expect(read).toThrow(says);
  });
});
