import { BlockList, isIP } from 'node:net';
import { ADDRESS_HEADER } from '../accounts/auth.ts';

/** Says that a request came over an encrypted line; put there by the server and taken away when it comes from outside. */
export const SECURE_HEADER = 'x-racetower-secure';

/** Addresses of proxies whose word is taken, each an address or a range as `10.0.0.0/8`. @throws RangeError naming the one that is none */
export function proxyList(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) throw new RangeError(`"${proxy}" is no address of a proxy`);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

const isProxy = (list: BlockList, address: string): boolean => {
  const plain = address.replace(/^::ffff:/, '');
  return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
};

/**
 * Writes into the headers of a request where it came from: what a named proxy says of it, else what the line says.
 *
 * Of a chain of proxies the last address that is none of ours counts; whatever stands before it may be made up.
 */
export function noteArrival(headers: Headers, remote: string | undefined, proxies: BlockList): void {
  headers.delete(ADDRESS_HEADER);
  headers.delete(SECURE_HEADER);
  const byProxy = remote !== undefined && isProxy(proxies, remote);
  const chain = byProxy ? (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim()) : [];
  const address = chain.findLast((part) => isIP(part) !== 0 && !isProxy(proxies, part)) ?? remote;
  if (address !== undefined) headers.set(ADDRESS_HEADER, address);
  if (!byProxy) return;
  if (headers.get('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https') headers.set(SECURE_HEADER, 'yes');
  const host = headers.get('x-forwarded-host')?.split(',').at(-1)?.trim();
  if (host !== undefined && /^[\w.:[\]-]{1,255}$/.test(host)) headers.set('host', host);
}
