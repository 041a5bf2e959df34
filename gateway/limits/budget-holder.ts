import { createHmac, type KeyObject } from 'node:crypto';
import type { Caller } from '../../schema/caller.ts';
import type { Identified } from '../access/identity.ts';

/** Who asks, as far as a budget is concerned. */
export type Asking = Pick<Identified, 'caller' | 'client'> & {
  /** Where the request came from (client-address.ts); null where that is not known. */
  address: string | null;
};

/** Whose budget pays. The key tells nothing of whom it stands for. */
export type Holder = { key: string; isAnonymous: boolean };

/**
 * The program that asks, by its registration; where the token does not say, its subject; without a token the address. Hashed
 * with a secret, because subjects and addresses are personal, and few enough to be tried one by one.
 */
export function holderOf(asking: Asking, secret: KeyObject): Holder {
  const { client, caller, address } = asking;
  const { subject } = caller;
  const name =
    client !== null ? ['client', client] : subject !== null ? ['subject', subject] : ['address', address ?? ''];
  const key = createHmac('sha256', secret).update(JSON.stringify(name)).digest('base64url').slice(0, 22);
  return { key, isAnonymous: isAnonymous(asking) };
}

/**
 * The same for requests that come again and again: by the caller, who is the same object for the same claims (identity.ts). Of those who
 * are an address alone nothing is remembered.
 */
export function createHolders(secret: KeyObject): (asking: Asking) => Holder {
  const known = new WeakMap<Caller, { client: string | null; holder: Holder }>();
  return (asking) => {
    const { client, caller } = asking;
    const found = known.get(caller);
    if (found?.client === client) return found.holder;
    const holder = holderOf(asking, secret);
    if (!holder.isAnonymous) known.set(caller, { client, holder });
    return holder;
  };
}

/** Whether an address is all that is known of it. */
export const isAnonymous = ({ client, caller }: Pick<Asking, 'client' | 'caller'>): boolean =>
  client === null && caller.subject === null;
