import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { anonymous, type Caller } from '../../schema/caller.ts';
import { sign, verify } from '../../schema/signature.ts';
import { body, caller, keyOf } from './signed-service.ts';

const target = { method: 'POST', path: '/graphql' };

test('what another implementation signed by RFC 9421 and 9530 is taken', () => {
  // Made with Python's hmac and hashlib; the lines it signed give the RFC's own signature for the RFC's example B.2.5.
  const headers = {
    'content-digest': 'sha-256=:XRgb5AixRQB+xlyu8d+bD3Jjo5myVxl0c8fFo6Xv+us=:',
    'lienthong-caller':
      'eyJzdWJqZWN0IjoiY2xlcmstMSIsImFnZW5jeSI6IkgyOSIsImp1cmlzZGljdGlvbiI6WyI3OSJdLCJzY29wZXMiOlsic3RhdGlzdGljczpyZWFkIl0sInB1cnBvc2UiOm51bGx9',
    'signature-input':
      'lienthong=("@method" "@path" "content-digest" "lienthong-caller");created=1790000000;nonce="AAAAAAAAAAAAAAAAAAAAAA";keyid="f00599f8a2af7e89";alg="hmac-sha256"',
    signature: 'lienthong=:sD0+Dgqmr5VVEqLNVJPO0muKzpR5k0Juv0wFYs/5tlg=:',
  };
  const keys = [Buffer.from('a key of at least 32 characters, for the test')];
  expect(verify({ ...target, headers, keys, now: 1_790_000_010_000 })).toEqual({
    caller: { subject: 'clerk-1', agency: 'H29', jurisdiction: ['79'], scopes: ['statistics:read'], purpose: null },
    digest: headers['content-digest'],
    nonce: 'A'.repeat(22),
    created: 1_790_000_000,
  });
});

test('what is signed is what RFC 9421 says, line by line', () => {
  const key = keyOf('ours');
  const headers = sign({ ...target, body, caller, key, now: 1_790_000_000_999 });
  const hash = createHash('sha256').update(body).digest('base64');
  expect(headers['content-digest']).toBe(`sha-256=:${hash}:`);
  expect(JSON.parse(Buffer.from(headers['lienthong-caller'] ?? '', 'base64url').toString())).toEqual(caller);
  expect(headers['signature-input']).toMatch(
    /^lienthong=\("@method" "@path" "content-digest" "lienthong-caller"\);created=1790000000;nonce="[\w-]{22}";keyid="[\da-f]{16}";alg="hmac-sha256"$/,
  );
  const base = `"@method": POST
"@path": /graphql
"content-digest": sha-256=:${hash}:
"lienthong-caller": ${headers['lienthong-caller']}
"@signature-params": ${headers['signature-input']?.replace('lienthong=', '')}`;
  expect(headers.signature).toBe(`lienthong=:${createHmac('sha256', key).update(base).digest('base64')}:`);
});

test('no two signatures are alike, also of the same request in the same millisecond', () => {
  const requests = Array.from({ length: 1000 }, () => sign({ ...target, body, caller, key: keyOf('ours'), now: 0 }));
  expect(new Set(requests.map(({ signature }) => signature)).size).toBe(1000);
});

test('nothing of the key is in what is sent', () => {
  const key = keyOf('ours');
  const sent = Object.values(sign({ ...target, body, caller, key, now: 0 })).join('\n');
  for (const form of ['utf8', 'hex', 'base64', 'base64url'] as const) expect(sent).not.toContain(key.toString(form));
});

test.each<[string, Caller]>([
  ['without a token', anonymous],
  ['of the whole country', { ...caller, jurisdiction: 'national' }],
  ['of every commune', { ...caller, jurisdiction: Array.from({ length: 3_321 }, (_, index) => `${10_000 + index}`) }],
])('a caller arrives as it was: %s', (_, asked) => {
  const key = keyOf('ours');
  const headers = sign({ ...target, body, caller: asked, key, now: 1000 });
  expect(verify({ ...target, headers, keys: [key], now: 1000 })).toMatchObject({ caller: asked });
});

test.each<[string, unknown]>([
  ['a text', 'nobody'],
  ['a list', [caller]],
  ['nothing', null],
  ['a jurisdiction of another form', { ...caller, jurisdiction: 'district' }],
  ['an unknown purpose', { ...caller, purpose: 'CURIOSITY' }],
  ['a field that is not known, and may restrict', { ...caller, until: '2027-01-01' }],
  ['a field too few', { ...caller, scopes: undefined }],
])('a caller that is not understood is refused, though signed: %s', (_, value) => {
  const key = keyOf('ours');
  // Written as the value is.
  const written = { toJSON: () => value } as unknown as Caller;
  const headers = sign({ ...target, body, caller: written, key, now: 1000 });
  expect(verify({ ...target, headers, keys: [key], now: 1000 })).toEqual({ refusal: 'malformed caller' });
});
