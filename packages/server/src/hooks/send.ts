import { lookup } from 'node:dns';
import { request as askPlain } from 'node:http';
import { request as askSecure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Delivery, Hook } from './hooks.ts';

/** What came back: the status, or why there is none. */
export interface Sent {
  readonly ok: boolean;
  readonly said: string;
}

export interface SendOptions {
  /** Whether hooks may lead into the server's own network, as at a track without internet. */
  readonly inside: boolean;
  readonly now: Date;
}

const PATIENCE_MS = 10_000;

/** Addresses that mean this machine or a network that only it is in. */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  INSIDE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  INSIDE.addSubnet(network, bits, 'ipv6');

/** Tells whether an address is inside; one of IPv4 written as IPv6 is the one that it means. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isInside(mapped);
  return INSIDE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Sends a delivery, signed by the Standard Webhooks scheme (`webhook-id`, `webhook-timestamp`, `webhook-signature`). The address is
 * looked at when it is called, not before, so that a name cannot lead inside afterwards. Redirects are not followed.
 */
export async function send(hook: Hook, delivery: Delivery, { inside, now }: SendOptions): Promise<Sent> {
  const url = new URL(hook.url);
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(delivery.body)),
    'user-agent': 'Racetower',
    'webhook-id': delivery.id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(hook.secret).sign(delivery.id, now, delivery.body),
  };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!inside && isIP(host) > 0 && isInside(host)) return { ok: false, said: NOT_INSIDE };
  const ask = url.protocol === 'https:' ? askSecure : askPlain;
  return new Promise((done) => {
    const call = ask(url, { method: 'POST', headers, timeout: PATIENCE_MS, ...(inside ? {} : { lookup: lookupOutside }) }, (answer) => {
      answer.resume();
      const status = answer.statusCode ?? 0;
      done({ ok: status >= 200 && status < 300, said: `${status} ${answer.statusMessage ?? ''}`.trim() });
    });
    call.on('timeout', () => call.destroy(new Error(`no answer in ${PATIENCE_MS / 1000} seconds`)));
    call.on('error', (error) => done({ ok: false, said: error.message }));
    call.end(delivery.body);
  });
}

const NOT_INSIDE = 'the address leads into the network of the server, which hooks may not';

const lookupOutside: LookupFunction = (host, options, found) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, '');
    if (addresses.some(({ address }) => isInside(address))) return found(new Error(NOT_INSIDE), '');
    const [first] = addresses;
    if (options.all) return found(null, addresses);
    return first ? found(null, first.address, first.family) : found(new Error(`${host} has no address`), '');
  });
};
