import { parseArgs } from 'node:util';
import { contracts } from '../../schema/contracts.ts';
import { describePartner, PartnerError } from './describe-partner.ts';

const local = 'http://localhost:4000';
const usage = `Usage: npm run --silent partner -- NAME [options]
Prints what a new partner needs: the claims of its client at the identity provider, its contract and address, a manifest of its
documents to begin with, and a request that works. Writes nothing.

NAME is the partner's program, as its tokens name it (claim azp or client_id)

Options
  --contract NAME  ${contracts.map(({ name }) => name).join(', ')}; public without it
  --url ADDRESS    where the partner reaches the gateway, as https://api.example.gov.vn or with the path before /graphql that a
                   proxy takes away; without it ${local}, where npm start answers
  -h, --help       this text

Examples
  npm run --silent partner -- pension-office --contract partner-insurance
  npm run --silent partner -- pension-office --contract partner-insurance --url https://api.example.gov.vn`;

const options = {
  contract: { type: 'string', default: 'public' },
  url: { type: 'string', default: local },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

try {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (positionals.length > 1) throw new PartnerError('expected one name');
  console.log(
    values.help ? usage : describePartner({ name: positionals[0], contract: values.contract, url: values.url }),
  );
} catch (error) {
  if (!(error instanceof PartnerError || error instanceof TypeError)) throw error;
  console.error(`lienthong: ${error.message}\n${usage}`);
  process.exitCode = 1;
}
