import type { ServerResponse } from 'node:http';

/**
 * What every answer tells a browser: it is data and no page, of the type that is said, not to be framed, embedded or stored.
 * A part that serves pages sets its own policy over this one.
 */
const headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // Pages that CORS_ORIGINS names ask by CORS, which this does not concern.
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** A year, as the lists of browsers ask; without other hosts of the domain, which are not ours to decide. */
const transportSecurity = 'max-age=31536000';

/** By name; nothing in them depends on the request. */
export function securityHeaders(isProduction: boolean): Record<string, string> {
  return isProduction ? { ...headers, 'strict-transport-security': transportSecurity } : headers;
}

export function setSecurityHeaders(response: ServerResponse, isProduction: boolean): void {
  for (const [name, value] of Object.entries(securityHeaders(isProduction))) response.setHeader(name, value);
}
