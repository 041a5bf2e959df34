import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';

export const issuer = 'https://login.example';
export const audience = 'gateway';

/** A signing key of an issuer; `kid` undefined leaves the key without a name. */
export async function createKey(kid: string | undefined, alg = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), ...(kid && { kid }), use: 'sig' };
  /** A token that holds, but for the claims and header given; a claim that is undefined is left out. */
  const sign = (claims: Record<string, unknown> = {}, header: Partial<JWTHeaderParameters> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: issuer, aud: audience, sub: 'subject-1', iat: now, exp: now + 600, ...claims };
    return new SignJWT(all).setProtectedHeader({ alg, ...(kid && { kid }), ...header }).sign(privateKey);
  };
  return { jwk, publicKey, privateKey, sign };
}

/** A real HTTP server of a JWKS, which can change, fail and count. */
export async function serveKeys(...first: JWK[]) {
  const state = {
    keys: first,
    requests: 0,
    isDown: false,
    body: undefined as string | undefined,
    isHanging: false,
  };
  const server = createServer(async (request, response) => {
    state.requests += 1;
    if (state.isDown) return request.socket.destroy();
    if (state.isHanging) return;
    response.setHeader('content-type', 'application/json').end(state.body ?? JSON.stringify({ keys: state.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/jwks`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
