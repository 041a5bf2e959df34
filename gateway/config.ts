import { z } from 'zod';
import { defaultAudience } from './access/development-identity.ts';

const port = 'expected a port from 0 (any free one) to 65535';
const prefix = 'SUBGRAPH_URL_';
const subgraphUrl = z.url({ protocol: /^https?$/, error: 'expected http://host:port/path' });

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** What the gateway reads from the environment, beside SUBGRAPH_URL_*. */
export const gatewayEnvironment = z
  .object({
    PORT: z.coerce.number({ error: port }).int(port).min(0, port).max(65_535, port).default(4000),
    HOST: z.string().min(1).default('127.0.0.1'),
    SUPERGRAPH: z.string().min(1).default('schema/supergraph.graphql'),
    LOG_LEVEL: z.enum(levels, { error: `expected one of ${levels.join(', ')}` }).default('info'),
    NODE_ENV: z.string().toLowerCase().optional(),
    DATA_DIR: z.string().min(1).default('.data'),
    OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'expected the address of an OpenID provider' }).optional(),
    OIDC_AUDIENCE: z.string().min(1).optional(),
    OIDC_JWKS: z.string().min(1).optional(),
    ACCESS_MODE: z.enum(['filter', 'reject'], { error: 'expected filter or reject' }).default('filter'),
  })
  .refine((env) => env.OIDC_ISSUER || env.NODE_ENV !== 'production', {
    path: ['OIDC_ISSUER'],
    message: 'expected the address of an OpenID provider, because NODE_ENV is production',
    // Also when another variable is wrong: all problems are told together.
    when: () => true,
  })
  .refine((env) => env.OIDC_ISSUER || !(env.OIDC_AUDIENCE || env.OIDC_JWKS), {
    path: ['OIDC_ISSUER'],
    message: 'expected beside OIDC_AUDIENCE and OIDC_JWKS',
    when: () => true,
  })
  .transform((env) => ({
    port: env.PORT,
    host: env.HOST,
    supergraph: env.SUPERGRAPH,
    logLevel: env.LOG_LEVEL,
    dataDir: env.DATA_DIR,
    isProduction: env.NODE_ENV === 'production',
    accessMode: env.ACCESS_MODE,
    /** Undefined in development, where the project makes its own tokens. */
    provider: env.OIDC_ISSUER
      ? { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE ?? defaultAudience, jwks: env.OIDC_JWKS }
      : undefined,
  }));

/**
 * The addresses given by SUBGRAPH_URL_*, by the part of the variable's name after that: which subgraphs there are, only
 * the supergraph says.
 */
export const subgraphUrlsEnvironment = z.record(z.string(), z.unknown()).transform((env, context) => {
  const urls: Record<string, string> = {};
  for (const [name, value] of Object.entries(env).filter(([name]) => name.startsWith(prefix))) {
    const { data, error } = subgraphUrl.safeParse(value);
    for (const issue of error?.issues ?? []) context.addIssue({ code: 'custom', path: [name], message: issue.message });
    if (data) urls[name.slice(prefix.length)] = data;
  }
  return urls;
});
