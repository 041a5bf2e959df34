import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { badUserInput } from './errors.ts';

const ivBytes = 12;
const tagBytes = 16;

/**
 * A cursor is sealed (AES-256-GCM), because the sort key it carries may be a name. The nonce is derived from the content,
 * so that one row has one cursor whichever process made it; equal nonces thus mean equal content.
 *
 * @param list the name of the list and its order: a cursor of another one is refused
 * @param position the sort key and the id of the row, as text
 */
export function sealCursor(key: Buffer, list: string, position: readonly string[]): string {
  const content = JSON.stringify(position);
  const iv = createHmac('sha256', key).update(list).update('\0').update(content).digest().subarray(0, ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(list));
  const sealed = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The position that a cursor was made of. BAD_USER_INPUT where it was not made by `sealCursor` for this list and order. */
export function openCursor(key: Buffer, list: string, cursor: string): string[] {
  const bytes = Buffer.from(cursor, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(list))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    const content = decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
    return JSON.parse(content) as string[];
  } catch {
    throw badUserInput('Argument "after": expected a cursor that this list gave for the same order.');
  }
}
