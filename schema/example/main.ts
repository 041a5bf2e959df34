import { text } from 'node:stream/consumers';
import { createClient, NotAnsweredError } from './client.ts';
import { explainGaps } from './explain.ts';
import { OfficialsAcrossDatabasesDocument, type OfficialsAcrossDatabasesQuery } from './operations.ts';
import { pagesOf } from './pages.ts';

const usage = `Usage: npm run --silent token -- ROLE | npm run --silent example -- [ADDRESS]
Lists two pages of officials with what four databases say of them, as a frontend would. ADDRESS is the gateway's, as
http://127.0.0.1:4000/graphql (the default). README.md beside this file walks through it.`;

type Row = NonNullable<OfficialsAcrossDatabasesQuery['officials']>['nodes'][number];

/** Every field that another database tells may be null: the types ask for a word in its place. */
const lineOf = ({ fullName, unit, person }: Row) =>
  [
    fullName ?? '(withheld)',
    unit?.fullName ?? '(no unit)',
    person?.insuredPerson?.category ?? '(not told whether insured)',
  ].join(', ');

async function listOfficials(url: string, token: string | null): Promise<void> {
  const client = createClient({ url, token: () => token });
  let shown = 0;
  const pages = pagesOf(async (after) => {
    const { data, errors } = await client.ask(OfficialsAcrossDatabasesDocument, { first: 5, after });
    for (const { place, why, rows, message } of explainGaps(errors))
      console.log(`${why} ${rows}x ${place}: ${message}`);
    return data.officials;
  });
  for await (const { nodes } of pages) {
    for (const node of nodes) console.log(lineOf(node));
    shown += 1;
    if (shown === 2) break;
  }
}

if (process.argv.includes('--help')) console.log(usage);
else
  try {
    const token = process.stdin.isTTY ? '' : (await text(process.stdin)).trim();
    await listOfficials(process.argv[2] ?? 'http://127.0.0.1:4000/graphql', token || null);
  } catch (error) {
    if (!(error instanceof NotAnsweredError)) throw error;
    const again = error.retryAfter === null ? '' : `, again in ${error.retryAfter} s`;
    console.error(`${error.code} (${error.status}): ${error.message}${again}; request ${error.requestId}`);
    process.exitCode = 1;
  }
