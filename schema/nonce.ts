import { randomFillSync } from 'node:crypto';

const length = 16;
/** Random bytes for 256 of them: asking for so many takes hardly longer than for one. */
const bytes = Buffer.alloc(256 * length);
let next = bytes.length;

/** 128 random bits, as 22 characters of base64url. */
export function createNonce(): string {
  if (next === bytes.length) {
    randomFillSync(bytes);
    next = 0;
  }
  const begin = next;
  next += length;
  return bytes.toString('base64url', begin, next);
}
