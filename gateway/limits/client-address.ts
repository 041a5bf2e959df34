import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * Where a request came from, for the budget of a caller without a token: an IPv4 address, or the first 64 bits of an IPv6 one,
 * because a household has that many to choose from. Behind a proxy `header` (in lower case) names what that sets: of a list the
 * last counts, which our own proxy wrote. It is personal data: it goes nowhere but into a hash.
 */
export function addressOf({ headersDistinct, socket }: IncomingMessage, header?: string | undefined): string | null {
  const told = header && headersDistinct[header]?.at(-1)?.split(',').at(-1)?.trim();
  const address = (told || socket.remoteAddress)?.replace(/^::ffff:(?=[\d.]+$)/i, '');
  if (address === undefined) return null;
  return isIPv6(address) ? networkOf(address) : address;
}

/** The first four groups, with what `::` leaves out. */
function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
