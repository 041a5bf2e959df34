import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Role, roles } from '../../gateway/access/roles.ts';

/** What a test's token says; a claim that is undefined is left out. */
export type Claims = {
  sub: string;
  agency?: string | undefined;
  jurisdiction?: string | readonly string[] | undefined;
  scope?: string | readonly string[] | undefined;
  purpose?: string | readonly string[] | undefined;
  azp?: string | undefined;
  contract?: string | undefined;
};

const issuer = 'https://login.test.example';
const audience = 'lienthong-test';

/** An issuer of a test's own: what createIdentity needs to trust it, and tokens. Its key lives in memory alone. */
export async function createTestIdentity() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' }];
  const sign = (claims: Claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'test' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
  return {
    options: { issuer, audience, jwks: `data:application/json,${encodeURIComponent(JSON.stringify({ keys }))}` },
    /** A token of a role, as `npm run token` would make it, with claims changed. */
    tokenOf: (role: Role, changes: Partial<Claims> = {}) => sign({ ...claimsOf(role), ...changes }),
    /** Of a caller for whom nothing is refused. */
    everything: await sign({
      sub: 'test:everything',
      jurisdiction: 'national',
      scope: [...new Set(Object.values(roles).flatMap(({ scopes }) => [...scopes]))],
      purpose: 'AUDIT',
    }),
  };
}

function claimsOf(role: Role): Claims {
  const { agency, jurisdiction, scopes } = roles[role];
  return { sub: `test:${role}`, agency: agency ?? undefined, jurisdiction, scope: scopes.join(' ') };
}
