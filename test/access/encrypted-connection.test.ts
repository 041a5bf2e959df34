import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates, TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { everything } from '../../subgraphs/kit/claims.ts';
import { openSession } from '../../subgraphs/kit/session.ts';
import { encryptionOf } from '../../subgraphs/kit/wire/socket.ts';
import { ownDatabase } from '../support/own-database.ts';

// Of this test alone, for "localhost", until 2126: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 36500
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgd7VglAnAq18tEW4d
Xlq06RPqSQsy9IMsUpoKyFO+16mhRANCAATKt/I2VPNhE6isYAN4kwXG2XnF70DJ
W8WPiReRUs7YQIODJ7ESgc7sOaYunoU4G86euPeFdQbXAiX/cY1P3q3T
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUArGSiY36YeIAqtK2BpH+kCfzRgQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE0NDk0MFoYDzIxMjYxMDI5
MTQ0OTQwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATKt/I2VPNhE6isYAN4kwXG2XnF70DJW8WPiReRUs7YQIODJ7ESgc7s
OaYunoU4G86euPeFdQbXAiX/cY1P3q3To2kwZzAdBgNVHQ4EFgQU8rjg8HMML9Id
jnV2j1KzecHMxbwwHwYDVR0jBBgwFoAU8rjg8HMML9IdjnV2j1KzecHMxbwwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhAJUUJS7VG008jQrcsJBrQ+d0nzzPWYfqxLS0t04Q8InAAiEAgWgoigFz
0klvIf9Cl+kWZes6fMuHCy0nh8Dl5SxXDJc=
-----END CERTIFICATE-----`;

let own: Awaited<ReturnType<typeof ownDatabase>>;
beforeAll(async () => {
  own = await ownDatabase('officials', 'officials_encrypted');
});
afterAll(() => own?.stop());

/** Stands before the run's PostgreSQL, which encrypts nothing, and encrypts; tells what it was sent before that, and whether it served. */
async function startEncrypting(stack: AsyncDisposableStack, answer = 'S') {
  const { hostname, port } = new URL(own.urls.application);
  const seen = { before: '', served: 0 };
  const sockets = new Set<Socket>();
  const server = createServer(async (socket) => {
    sockets.add(socket.on('error', () => {}));
    const [asked] = await once(socket, 'data');
    seen.before += asked.toString('hex');
    socket.write(answer);
    const inside = new TLSSocket(socket, { isServer: true, key, cert });
    const database = connect(Number(port), hostname);
    inside.on('secure', () => {
      seen.served += 1;
    });
    for (const [from, to] of [
      [inside, database],
      [database, inside],
    ] as const)
      from
        .on('error', () => to.destroy())
        .on('close', () => to.destroy())
        .pipe(to);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stack.defer(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const urlFor = (host: string, mode: string) => {
    const url = new URL(`${own.urls.application}?${mode}`);
    url.hostname = host;
    url.port = String((server.address() as AddressInfo).port);
    return url.href;
  };
  return { seen, urlFor };
}

const open = (url: string) =>
  openSession({ database: { url, settings: {} }, question: 'select', refuse: () => {}, onLost: () => {} });

async function count(url: string): Promise<unknown> {
  const session = await open(url);
  const text = 'select count(*)::int > 100 from officials';
  const rows = await session.run({
    claims: everything,
    text,
    parameters: [],
    prepare: true,
    keepPlan: true,
    raw: true,
  });
  await session.end();
  return rows;
}

const request = '0000000804d2162f';

test('"sslmode=require" encrypts whatever the certificate, and "prefer" where the other end does', async () => {
  await using stack = new AsyncDisposableStack();
  const { seen, urlFor } = await startEncrypting(stack);
  expect(await count(urlFor('127.0.0.1', 'sslmode=require'))).toEqual([[true]]);
  expect(await count(urlFor('127.0.0.1', 'sslmode=prefer'))).toEqual([[true]]);
  expect(seen).toEqual({ before: request.repeat(2), served: 2 });
  expect(await count(`${own.urls.application}?sslmode=prefer`)).toEqual([[true]]);
});

test("how a connection is encrypted is read from the address as the owners' connections read it", () => {
  const base = 'postgres://somebody@db.example/records';
  expect(encryptionOf(`${base}?application_name=a?b&sslmode=verify-full`)).toBe('checked');
  expect(encryptionOf(`${base}?sslmode=disable&sslmode=verify-full`)).toBe('checked');
  expect(encryptionOf(`${base}?sslrootcert=system`)).toBe('checked');
  expect(encryptionOf(`${base}?ssl=require`)).toBe('unchecked');
  expect(encryptionOf(`${base}?sslmode=disable`)).toBe('none');
  expect(encryptionOf(base)).toBe('none');
  process.env.PGSSL = 'verify-full';
  onTestFinished(() => {
    delete process.env.PGSSL;
  });
  expect(encryptionOf(base)).toBe('checked');
});

test('"sslmode=verify-full" takes a certificate that is known, for the name in the address, and no other', async () => {
  await using stack = new AsyncDisposableStack();
  const { seen, urlFor } = await startEncrypting(stack);
  await expect(open(urlFor('localhost', 'sslmode=verify-full'))).rejects.toMatchObject({
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  const known = getCACertificates('default');
  stack.defer(() => setDefaultCACertificates(known));
  setDefaultCACertificates([...known, cert]);
  await expect(open(urlFor('127.0.0.1', 'sslmode=verify-full'))).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
  expect(await count(urlFor('localhost', 'sslmode=verify-full'))).toEqual([[true]]);
  expect(seen.before).toBe(request.repeat(3));
});

test('where encryption was asked for, nothing is said to a server that has none or says more than yes', async () => {
  await using stack = new AsyncDisposableStack();
  await expect(open(`${own.urls.application}?sslmode=require`)).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  const { seen, urlFor } = await startEncrypting(stack, 'Sx');
  await expect(open(urlFor('127.0.0.1', 'sslmode=require'))).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  expect(seen).toEqual({ before: request, served: 0 });
});
