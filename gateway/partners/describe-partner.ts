import { clientName } from '../../schema/caller.ts';
import { type Contract, contracts } from '../../schema/contracts.ts';
import { hashOf, type Manifest } from '../../schema/manifests/manifest.ts';
import { type Sample, samples } from './samples.ts';

/** Said where no partner can be made ready; says what was expected. */
export class PartnerError extends Error {}

type Asked = {
  name: string | undefined;
  contract: string;
  /** Where the partner reaches the gateway: of an address what is before /graphql. */
  url: string;
};

/** What a new partner needs, as a page of Markdown. PartnerError for a name, a contract or an address that is none. */
export function describePartner({ name, contract: asked, url }: Asked): string {
  if (name === undefined || !clientName.test(name))
    throw new PartnerError(
      "expected the name of the partner's program: letters, digits and _ . : - alone, at most 64, no number of 9 digits",
    );
  const contract = contracts.find((one) => one.name === asked);
  const sample = samples[asked];
  if (!contract || !sample)
    throw new PartnerError(`--contract: expected one of ${contracts.map((one) => one.name).join(', ')}`);
  return page(name, contract, { sample, gateway: readAddress(url) });
}

/** Without a slash at its end. */
function readAddress(given: string): URL {
  const address = URL.canParse(given) ? new URL(given) : undefined;
  const isPlain = address && /^https?:$/.test(address.protocol) && !address.search && !address.hash;
  // A token goes there: over http to this machine alone. And what signs in stands in no address.
  const isSafe = isPlain && !address.username && (address.protocol === 'https:' || isLocal(address.hostname));
  // What stands in a shell's command between no quotes.
  if (!isSafe || !/^[\w./:[\]~-]+$/.test(address.href) || address.pathname.endsWith('/graphql'))
    throw new PartnerError(
      '--url: expected the address of the gateway, as https://api.example.gov.vn: http for this machine alone, without /graphql and without user, ? or #',
    );
  return address;
}

const isLocal = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

type Told = { sample: Sample; gateway: URL };

function page(name: string, contract: Contract, { sample, gateway }: Told): string {
  const manifest = manifestOf(sample);
  const [operation] = manifest.operations;
  const base = gateway.href.replace(/\/$/, '');
  const address = `${base}/graphql`;
  const isHere = isLocal(gateway.hostname);
  return `# ${name}, with the contract ${contract.name}

${contract.description}
The guide for the partner is gateway/partners.md; a contract is no permission, so the scopes are agreed with the owners of the data.

## 1. At the identity provider

Register the client "${name}" for client credentials, with access tokens as JWT for the audience of the gateway (OIDC_AUDIENCE). They hold:

\`\`\`json
${JSON.stringify(claimsOf(name, contract, sample), null, 2)}
\`\`\`

## 2. For the partner

Address: ${address} (also ${address}/${contract.name})
Schema: schema/contracts/${contract.name}.graphql; for people ${forPeople(contract, gateway)}

## 3. Its documents

The file ${name}.json in the folder of TRUSTED_DOCUMENTS, to begin with; later from the partner's own files:
npm run documents -- FOLDER --client ${name} --contract ${contract.name} --into TRUSTED

\`\`\`json
${print(manifest)}
\`\`\`

## 4. A request

\`\`\`sh
${isHere ? `TOKEN=$(${tokenCommand(name, contract, sample)})` : '# TOKEN: an access token of the provider for this client'}
curl -s ${address} -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -d '${JSON.stringify({ query: operation?.body })}'
\`\`\`

With its documents trusted the id is enough:

\`\`\`sh
curl -s ${address} -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -d '${JSON.stringify({ documentId: `sha256:${operation?.id}` })}'
\`\`\`
${isHere ? '\nThe token is one of development, for npm start; a provider gives the partner its own.' : ''}`.trimEnd();
}

/** Where the schema is read in a browser, which sends no token of itself. */
function forPeople(contract: Contract, { origin, pathname }: URL): string {
  const place = contract.isOpen
    ? `${origin}/docs/${contract.name}`
    : `the explorer at ${origin}/, which leads to it (${origin}/docs/own) once it has the token`;
  // Pages ask for what they are made of by paths without anything before them.
  return pathname === '/' ? place : `${place}, where that address without a path is the gateway's too`;
}

/** Beside issuer, audience and times. */
function claimsOf(name: string, contract: Contract, { scope, jurisdiction, purpose }: Sample) {
  return {
    sub: name,
    azp: name,
    contract: contract.name,
    jurisdiction,
    scope: [scope, 'schema:introspect'].filter(Boolean).join(' '),
    ...(purpose && { purpose }),
  };
}

function tokenCommand(name: string, contract: Contract, sample: Sample): string {
  const { scope, purpose } = claimsOf(name, contract, sample);
  const { jurisdiction } = sample;
  const units = jurisdiction === 'national' ? [] : jurisdiction;
  // A role that answers for nobody, where the partner does not either.
  const role = jurisdiction.length === 0 ? 'developer' : 'partner';
  return [
    `npm run --silent token -- ${role}`,
    `--client ${name} --contract ${contract.name}`,
    `--scope "${scope}"`,
    ...(units.length > 0 ? [`--units ${units.join(',')}`] : []),
    ...(purpose ? [`--purpose ${purpose}`] : []),
  ].join(' ');
}

function manifestOf({ document }: Sample): Manifest {
  const body = document.replaceAll(/\s+/g, ' ');
  const name = /^query (\w+)/.exec(body)?.[1] ?? '';
  return {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [{ id: hashOf(body), name, type: 'query', body }],
  };
}

/** As `npm run documents` writes it. */
function print({ format, version, operations }: Manifest): string {
  const lines = operations.map((operation) => `    ${JSON.stringify(operation)}`);
  return `{\n  "format": "${format}",\n  "version": ${version},\n  "operations": [\n${lines.join(',\n')}\n  ]\n}`;
}
