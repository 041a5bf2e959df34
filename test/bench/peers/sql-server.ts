/**
 * The floor: the two headline queries written by hand, on Node's own HTTP server. BENCH_SETTINGS holds the addresses
 * of the databases as JSON; the argument tells whether row-level security applies (protected or open). Nobody is authenticated.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { today } from '../../../subgraphs/kit/today.ts';
import { answerPage, answerPoint } from './sql-answers.ts';
import { openDatabases } from './sql-databases.ts';

const run = openDatabases(JSON.parse(process.env.BENCH_SETTINGS as string), process.argv[2] === 'protected');
const answers: Record<string, typeof answerPage | typeof answerPoint> = { '/page': answerPage, '/point': answerPoint };

const server = createServer(async (request, response) => {
  try {
    const answer = answers[request.url ?? ''];
    if (!answer) return void response.writeHead(404).end();
    const text = JSON.stringify(await answer(run, JSON.parse(await readBody(request)), { today: today() }));
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      .end(text);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});
server.listen(0, '127.0.0.1', () =>
  console.log(`answers at http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
);
process.once('SIGTERM', () => process.exit());

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks).toString()))
      .on('error', reject);
  });
}
