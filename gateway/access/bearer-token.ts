import { unauthenticated } from './identity-errors.ts';

/** Longest token read, in characters. Node's own limit of all headers is set far above it, so that this one answers. */
const maxTokenLength = 8_192;

/**
 * The token of `Authorization: Bearer TOKEN` (the scheme in any case, RFC 9110); undefined without the header, which is an
 * anonymous caller. 401 for anything else: a caller who meant to be known is never taken for an anonymous one.
 *
 * @param headers each header's every value, as node's `headersDistinct`: two tokens must not hide behind each other
 */
export function readBearerToken(headers: NodeJS.Dict<string[]>): string | undefined {
  const values = headers.authorization;
  if (values === undefined) return undefined;
  const [value = ''] = values;
  if (values.length > 1) throw unauthenticated('expected one Authorization header');
  const [scheme = '', token = '', ...rest] = value.trim().split(/ +/);
  if (scheme.toLowerCase() !== 'bearer' || rest.length > 0)
    throw unauthenticated('expected Authorization: Bearer TOKEN');
  if (token.length > maxTokenLength) throw unauthenticated(`expected a token of at most ${maxTokenLength} characters`);
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) throw unauthenticated('expected a token that is a signed JWT');
  return token;
}
