import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Visitor } from '../access/visitor.ts';

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const LOCAL_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Takes whoever sits at the machine itself for its operator, and everybody else for the public.
 *
 * A page of a stranger may make a browser on this machine send requests, also under a name of its own that leads here, and a proxy
 * on this machine passes on those of others: neither is the operator.
 */
export function operatorHere(c: Context): Visitor {
  const { address } = getConnInfo(c).remote;
  const passedOn = ['x-forwarded-for', 'forwarded', 'via'].some((name) => c.req.header(name) !== undefined);
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  const strange = origin !== undefined && origin !== `http://${host}`;
  return address !== undefined && LOOPBACK.test(address) && LOCAL_NAME.test(host) && !passedOn && !strange
    ? { is: 'operator' }
    : { is: 'public' };
}
