import type { IncomingMessage } from 'node:http';

const forwarding =
  /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|x-original-.*|true-client-ip|cf-connecting-ip|fastly-client-ip)$/;

/**
 * Whether a request comes from this machine itself, and not through a proxy on it, as far as that shows: a proxy that passes bytes
 * on as they are cannot be told. (HTTP/1.0 is what nginx speaks to what is behind it, unless told otherwise.)
 */
export function isFromHere({
  socket,
  headers,
  httpVersion,
}: Pick<IncomingMessage, 'socket' | 'headers' | 'httpVersion'>): boolean {
  const address = socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || /^(::ffff:)?127\./.test(address);
  return isLoopback && httpVersion !== '1.0' && !Object.keys(headers).some((name) => forwarding.test(name));
}
