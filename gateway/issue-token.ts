import { parseArgs } from 'node:util';
import { purposes } from '../schema/caller.ts';
import { DevelopmentKeyError, issueDevelopmentToken } from './access/development-identity.ts';
import { roles } from './access/roles.ts';
import { readTokenRequest, TokenRequestError } from './access/token-request.ts';

// Imports little: a token is asked for in the middle of a command line, which waits for it.

const usage = `Usage: npm run --silent token -- ROLE [options]
Prints a development token alone. The gateway takes it where no OIDC_ISSUER is set and DATA_DIR is the same.

ROLE is one of
${Object.entries(roles).map(describeRole).join('\n')}

Options
  --agency CODE          the agency worked for: its records and those of the agencies below it, e.g. G09
  --units 68,79          the provinces (2 digits) and communes (5 digits) answered for, or national; replaces the role's
                         units, and drops its agency unless --agency is given
  --scope "a b"          replaces the role's scopes
  --purpose CODE         what the data is asked for: ${purposes.slice(0, 3).join(', ')},
                         ${purposes.slice(3).join(', ')}
  --contract NAME        what of the schema is served: public, partner-insurance or partner-locality; all of it without
  --client NAME          the program that asks (claim azp), as trusted documents and metrics call it
  --expires 1h           s, m, h or d, at most 30d; 8h without it
  -h, --help             this text

Example
  curl -s http://localhost:4000/graphql -H 'content-type: application/json' \\
    -H "authorization: Bearer $(npm run --silent token -- auditor --purpose AUDIT)" -d '{"query":"{ __typename }"}'`;

function describeRole([name, { description, agency, jurisdiction, scopes }]: [
  string,
  (typeof roles)[keyof typeof roles],
]) {
  const reach = [
    agency && `agency ${agency}`,
    jurisdiction === 'national' ? 'national' : jurisdiction.length > 0 && `units ${jurisdiction.join(',')}`,
  ].filter(Boolean);
  return `  ${name.padEnd(20)} ${description}\n${' '.repeat(23)}${reach.join(', ') || 'answers for nobody'}; ${scopes.join(' ')}`;
}

const options = {
  agency: { type: 'string' },
  units: { type: 'string' },
  scope: { type: 'string' },
  purpose: { type: 'string' },
  contract: { type: 'string' },
  client: { type: 'string' },
  expires: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function fail(message: string): never {
  console.error(`lienthong: ${message}`);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`);
  }
}

const { values, positionals } = readArguments();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const { NODE_ENV, OIDC_ISSUER, DATA_DIR } = process.env;
if (NODE_ENV === 'production') fail('NODE_ENV is production: tokens come from the identity provider (OIDC_ISSUER)');
if (OIDC_ISSUER) fail('OIDC_ISSUER is set: tokens come from that identity provider');
try {
  if (positionals.length > 1) throw new TokenRequestError('expected one role');
  const { claims, seconds } = readTokenRequest(positionals[0], values);
  console.log(await issueDevelopmentToken(DATA_DIR || '.data', claims, seconds));
} catch (error) {
  if (error instanceof TokenRequestError || error instanceof DevelopmentKeyError) fail(error.message);
  throw error;
}
