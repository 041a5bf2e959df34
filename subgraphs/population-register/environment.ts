import { z } from 'zod';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const address = 'expected the address of the population register: http(s)://host[:port][/path]';
const port = 'expected a port from 0 (any free one) to 65535';

/**
 * The population register that records are compared with; undefined where none is given. The token goes with every
 * request, so in production it travels encrypted or not at all.
 */
export const registerEnvironment = z
  .object({
    NODE_ENV: z.string().optional(),
    POPULATION_REGISTER_URL: z.url({ protocol: /^https?$/, error: address }).optional(),
    POPULATION_REGISTER_TOKEN: z
      .string()
      .regex(/^[\x21-\x7e]+$/, 'expected a token: letters, digits and signs without spaces')
      .optional(),
    POPULATION_REGISTER_PORT: z.coerce.number({ error: port }).int(port).min(0, port).max(65_535, port).default(4010),
  })
  .superRefine(({ NODE_ENV, POPULATION_REGISTER_URL: url, POPULATION_REGISTER_TOKEN: token }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (url === undefined) {
      if (token !== undefined) refuse('POPULATION_REGISTER_URL', `${address}, beside POPULATION_REGISTER_TOKEN`);
      return;
    }
    if (token === undefined)
      refuse('POPULATION_REGISTER_TOKEN', 'expected the token that the population register gave you');
    const { protocol, hostname, username, search, hash } = new URL(url);
    if (username || search || hash) refuse('POPULATION_REGISTER_URL', `${address}, without user, query or fragment`);
    if (NODE_ENV === 'production' && protocol === 'http:' && !loopback.has(hostname))
      refuse('POPULATION_REGISTER_URL', 'expected https: in production the token and personal data travel encrypted');
  })
  .transform(
    ({ NODE_ENV, POPULATION_REGISTER_URL: url, POPULATION_REGISTER_TOKEN: token, POPULATION_REGISTER_PORT }) => ({
      given: url === undefined ? undefined : { url, token: token as string },
      /** Of the register for development. */
      port: POPULATION_REGISTER_PORT,
      isProduction: NODE_ENV === 'production',
    }),
  );

export type RegisterEnvironment = z.infer<typeof registerEnvironment>;
