import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The one committed operation that asks each of the four databases something. */
const sample = join(import.meta.dirname, '..', 'schema', 'operations', 'first-question.graphql');

type Counted = { name: string; countRecords: () => Promise<Record<string, number>> };

/** The command that prints a token for the sample; undefined where tokens come from a provider. */
type TokenCommand = string | undefined;

/** The development's own tokens are made on the gateway's data folder. */
export function tokenCommand(dataDir: string): string {
  const folder = dataDir === '.data' ? '' : `DATA_DIR='${dataDir}' `;
  return `${folder}npm run --silent token -- provincial-officer --purpose BENEFIT_SETTLEMENT`;
}

/** What a person who has just started it wants to know: the address, something to ask, and how much there is. */
export async function describeStart(
  url: string,
  subgraphs: Counted[],
  { token, hasPage }: { token: TokenCommand; hasPage: boolean },
): Promise<string> {
  const databases = await Promise.all(
    subgraphs.map(async ({ name, countRecords }) => {
      const described = await countRecords().then(describeCounts, describeFailure);
      return `  ${name.padEnd(22)}${described}`;
    }),
  );
  return [
    '',
    `Liên Thông answers at ${url}`,
    ...(hasPage ? [`In a browser: ${new URL('/', url)}`] : []),
    '',
    ...(databases.length > 0 ? ['Databases:', ...databases, '', ...(await describeSample(url, token))] : []),
    'Ctrl-C stops all of it.',
    '',
  ].join('\n');
}

async function describeSample(url: string, token: TokenCommand): Promise<string[]> {
  const lines = (await readFile(sample, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const request = JSON.stringify({ query: lines.join(' ').replaceAll(/\s+/g, ' ') });
  const authorization = token ? ` -H "authorization: Bearer $(${token})"` : '';
  return [
    token ? 'Ask it as an officer of the province, in another terminal:' : 'Ask it, in another terminal:',
    `  curl -s ${url} -H 'content-type: application/json'${authorization} -d '${request}'`,
    '',
    ...(token
      ? [
          'Without the authorization header it answers public data alone, and says what the rest needs.',
          'Other roles: npm run token -- --help',
        ]
      : ['Without an authorization header it answers public data alone, and says what the rest needs.']),
    '',
    'The same query:',
    ...lines.map((line) => `  ${line}`),
    '',
  ];
}

const describeCounts = (records: Record<string, number>) =>
  Object.entries(records)
    .map(([label, count]) => `${count.toLocaleString('en-US')} ${label}`)
    .join(', ');

/** A database of its owner's is not migrated unasked: 42P01 is PostgreSQL's code for a table that is missing. */
const describeFailure = ({ code }: { code?: string }) =>
  code === '42P01' ? 'has no tables yet: npm run migrate' : 'does not answer';
