import { parseArgs } from 'node:util';
import { contracts } from '../../schema/contracts.ts';
import { describePartner, PartnerError } from './describe-partner.ts';

const usage = `Usage: npm run --silent partner -- NAME [--contract NAME]
Prints what a new partner needs: the claims of its client at the identity provider, its contract and address, a manifest of its
documents to begin with, and a request that works against npm start. Writes nothing.

NAME is the partner's program, as its tokens name it (claim azp or client_id)

Options
  --contract NAME  ${contracts.map(({ name }) => name).join(', ')}; public without it
  -h, --help       this text

Example
  npm run --silent partner -- pension-office --contract partner-insurance`;

const options = {
  contract: { type: 'string', default: 'public' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

try {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (positionals.length > 1) throw new PartnerError('expected one name');
  console.log(values.help ? usage : describePartner({ name: positionals[0], contract: values.contract }));
} catch (error) {
  if (!(error instanceof PartnerError || error instanceof TypeError)) throw error;
  console.error(`lienthong: ${error.message}\n${usage}`);
  process.exitCode = 1;
}
