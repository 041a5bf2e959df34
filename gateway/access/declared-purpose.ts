import { type Purpose, purposes } from '../../schema/caller.ts';
import { HttpError } from '../http/http-error.ts';
import { isPurpose } from './caller-claims.ts';

/**
 * The purpose of one request: the header `x-purpose`, else the only one that the token carries; null where neither says.
 * HttpError 400 for a header that names no purpose, 403 for one outside those of the token.
 *
 * @param granted the token's; none means that its caller may declare any
 */
export function readDeclaredPurpose(headers: NodeJS.Dict<string[]>, granted: readonly Purpose[]): Purpose | null {
  const declared = headers['x-purpose'];
  if (declared === undefined) return granted.length === 1 ? (granted[0] as Purpose) : null;
  const [value = ''] = declared;
  if (declared.length !== 1 || !isPurpose(value.trim()))
    throw new HttpError(400, `x-purpose: expected one of ${purposes.join(', ')}`);
  const purpose = value.trim() as Purpose;
  if (granted.length > 0 && !granted.includes(purpose))
    throw new HttpError(403, `x-purpose: expected a purpose that the token grants: ${granted.join(', ')}`, {
      code: 'FORBIDDEN',
    });
  return purpose;
}
