import type { Caller } from '../../schema/caller.ts';
import { contracts } from '../../schema/contracts.ts';

const withheld: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  contracts.map(({ name, withholds }) => [name, new Set(withholds)]),
);

/** One object for each caller, by which others remember what they know of it. */
const known = new WeakMap<Caller, Map<string, Caller>>();

/**
 * A caller as a contract has it: without the scopes that open only what the contract hides. So whatever is chosen by scopes behind
 * the gateway (row-level security, the rules whose findings are told) leaves out what the contract does not know, in lists, counts and pages alike.
 *
 * @param contract null for the whole schema, which withholds nothing
 */
export function callerIn(contract: string | null, caller: Caller): Caller {
  const without = contract === null ? undefined : withheld.get(contract);
  if (contract === null || !caller.scopes.some((scope) => without?.has(scope))) return caller;
  const made = known.get(caller) ?? new Map<string, Caller>();
  known.set(caller, made);
  const narrowed =
    made.get(contract) ?? Object.freeze({ ...caller, scopes: caller.scopes.filter((scope) => !without?.has(scope)) });
  made.set(contract, narrowed);
  return narrowed;
}
