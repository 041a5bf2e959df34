import type { IncomingMessage } from 'node:http';

const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];

/** Whether a request comes from this machine itself, and not through a proxy on it. */
export function isFromHere({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  const address = socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || /^(::ffff:)?127\./.test(address);
  return isLoopback && !forwarding.some((name) => headers[name] !== undefined);
}
