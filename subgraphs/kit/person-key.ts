import { createHmac } from 'node:crypto';

/**
 * The opaque key of a person: a UUID (version 8) made of the first 122 bits of HMAC-SHA-256 over the personal identity
 * number. Databases that share `key` derive the same id without exchanging the number, and nobody without it can go back.
 *
 * @param number the 12 digits
 * @param key the secret that the data owners share (PERSON_KEY)
 */
export function personKey(number: string, key: Buffer): string {
  const hex = createHmac('sha256', key).update(number).digest('hex');
  const variant = ((Number.parseInt(hex[16] as string, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Tells two keys apart without telling either. */
export function keyFingerprint(key: Buffer): string {
  return createHmac('sha256', key).update('person key fingerprint').digest('base64url').slice(0, 16);
}
