import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BodyTooLongError, readBody } from '../kit/read-body.ts';
import { LOOKUP_PATH, lookupRequest } from './contract.ts';
import type { CitizenAnswer } from './register.ts';

/** What the register knows of a person; without the number. */
type WithoutNumber<T> = T extends unknown ? Omit<T, 'number'> : never;
export type KnownCitizen = WithoutNumber<Exclude<CitizenAnswer, { status: 'UNKNOWN' }>>;

/** Who has this number; null for nobody. */
export type FindCitizen = (number: string) => KnownCitizen | null;

type ServeOptions = {
  /** Asked once, at the first question. */
  load: () => Promise<FindCitizen>;
  /** Whoever shows it may ask. */
  token: string;
  host: string;
  /** 0 for any free one. */
  port: number;
};

/** A population register for development, by the contract in README.md beside this file. Resolves once it listens. */
export async function serveRegister({ load, token, host, port }: ServeOptions) {
  const expected = digest(`Bearer ${token}`);
  let loaded: Promise<FindCitizen> | undefined;
  const lookUp = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url !== `/${LOOKUP_PATH}`) return refuse(response, 404, `not found: lookups are at /${LOOKUP_PATH}`);
    if (request.method !== 'POST') return refuse(response.setHeader('allow', 'POST'), 405, 'expected POST');
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected))
      return refuse(response.setHeader('www-authenticate', 'Bearer'), 401, 'expected the bearer token');
    const parsed = lookupRequest.safeParse(parse(await readBody(request)));
    if (!parsed.success) return refuse(response, 400, 'expected {"numbers": [1 to 1000 texts of 12 digits]}');
    loaded ??= load();
    const citizen = await loaded;
    const answers = parsed.data.numbers.map((number) => ({ number, ...(citizen(number) ?? { status: 'UNKNOWN' }) }));
    response.setHeader('content-type', 'application/json; charset=utf-8');
    return response.end(JSON.stringify({ answers }));
  };
  const server = createServer((request, response) => {
    lookUp(request, response).catch((error: Error) => {
      if (response.headersSent || response.destroyed) return;
      if (error instanceof BodyTooLongError) refuse(response.setHeader('connection', 'close'), 413, error.message);
      // Without the message, which may repeat a value.
      else refuse(response, 500, 'internal error');
    });
  });
  // Longer than the client keeps an idle connection.
  server.keepAliveTimeout = 15_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(reason);
}

/** Of equal length, whatever was sent. */
const digest = (text: string) => createHash('sha256').update(text).digest();

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
