import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import postgres from 'postgres';

/** Where a database answers, as postgres.js reads it from its address: hosts that are tried in turn, or a socket of this machine. */
export type Address = { host: readonly string[]; port: readonly number[]; path?: string | false | undefined };

/** Whether a connection is encrypted: not, where the other end wants to, always, or by a certificate that is checked. */
export type Encryption = 'none' | 'preferred' | 'unchecked' | 'checked';

/**
 * What an address asks for, or PGSSL in the environment. It is postgres.js that reads them: read otherwise here, a connection that
 * should be encrypted would not be, and nobody would hear of it.
 */
export function encryptionOf(url: string): Encryption {
  const { ssl } = postgres(url, { max: 1 }).options as { ssl?: unknown };
  if (!ssl) return 'none';
  if (ssl === 'prefer') return 'preferred';
  return ssl === 'require' || ssl === 'allow' ? 'unchecked' : 'checked';
}

const encryptionRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * A connection to a database on which nothing has been said, and whose small packets leave at once. Rejects where none of its hosts
 * takes it, or not as it should be encrypted.
 *
 * @param signal ends the attempt: CONNECT_TIMEOUT
 */
export async function openSocket(address: Address, encryption: Encryption, signal: AbortSignal): Promise<Socket> {
  const { host, port, path } = address;
  let failure: unknown;
  for (const [at, name] of path ? [[0, path] as const] : host.entries()) {
    const socket = path ? connect(path) : connect(Number(port[at]), name);
    try {
      const reached = await reach(socket, signal);
      return encryption === 'none' || path ? reached : await encrypt(reached, name, encryption, signal);
    } catch (error) {
      socket.destroy();
      if (signal.aborted) throw Object.assign(new Error('no connection in time'), { code: 'CONNECT_TIMEOUT' });
      failure = error;
    }
  }
  throw failure;
}

async function reach(socket: Socket, signal: AbortSignal): Promise<Socket> {
  await once(socket, 'connect', { signal });
  return socket.setNoDelay(true);
}

async function encrypt(socket: Socket, host: string, encryption: Encryption, signal: AbortSignal): Promise<Socket> {
  socket.write(encryptionRequest);
  const [answer] = (await once(socket, 'data', { signal })) as [Buffer];
  if (encryption === 'preferred' && answer.toString() === 'N') return socket;
  // More than the one letter would be somebody's between us, who wants it taken for said in secret.
  if (answer.toString() !== 'S') throw refusal();
  const secured = secure({
    socket,
    host,
    ...(isIP(host) ? {} : { servername: host }),
    rejectUnauthorized: encryption === 'checked',
  });
  await once(secured, 'secureConnect', { signal });
  return secured;
}

const refusal = () =>
  Object.assign(new Error('expected a database that encrypts its connections'), { code: 'CONNECTION_CLOSED' });
