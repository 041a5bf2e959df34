import { type GraphQLSchema, parse, printSchema } from 'graphql';
import { findHiddenNames } from './hidden-names.ts';
import { ContractError } from './make-contract.ts';
import { textsIn } from './texts.ts';

/**
 * The text of a contract's schema. ContractError, with each place, where a description or the reason of a deprecation names what the
 * contract hides.
 */
export function printContract(name: string, contract: GraphQLSchema, api: GraphQLSchema): string {
  const text = printSchema(contract);
  const hiddenIn = findHiddenNames(api, contract);
  const faults = textsIn(parse(text)).flatMap(({ place, said }) =>
    hiddenIn(said).map((hidden) => `${place} names ${hidden}`),
  );
  if (faults.length === 0) return `${text}\n`;
  throw new ContractError(
    faults.map((fault) => `contract ${name}: ${fault}, which is hidden: say it in other words`).join('\n'),
  );
}
