import { z } from 'zod';

const port = 'expected a port from 0 (any free one) to 65535';
const prefix = 'SUBGRAPH_URL_';
const subgraphUrl = z.url({ protocol: /^https?$/, error: 'expected http://host:port/path' });

/** What the gateway reads from the environment, beside SUBGRAPH_URL_*. */
export const gatewayEnvironment = z
  .object({
    PORT: z.coerce.number({ error: port }).int(port).min(0, port).max(65_535, port).default(4000),
    HOST: z.string().min(1).default('127.0.0.1'),
    SUPERGRAPH: z.string().min(1).default('schema/supergraph.graphql'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  })
  .transform((env) => ({ port: env.PORT, host: env.HOST, supergraph: env.SUPERGRAPH, logLevel: env.LOG_LEVEL }));

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
