import { type GraphQLSchema, parse, printSchema, visit } from 'graphql';
import { findHiddenNames } from './hidden-names.ts';
import { ContractError } from './make-contract.ts';

/**
 * The text of a contract's schema. ContractError, with each place, where a description or the reason of a deprecation names what the
 * contract hides.
 */
export function printContract(name: string, contract: GraphQLSchema, api: GraphQLSchema): string {
  const text = printSchema(contract);
  const hiddenIn = findHiddenNames(api, contract);
  const at: string[] = [];
  const faults: string[] = [];
  visit(parse(text), {
    enter(node) {
      if ('name' in node && node.kind.endsWith('Definition')) at.push(node.name?.value ?? '');
      const said = node.kind === 'StringValue' ? node.value : undefined;
      for (const hidden of said === undefined ? [] : hiddenIn(said)) faults.push(`${at.join('.')} names ${hidden}`);
    },
    leave(node) {
      if ('name' in node && node.kind.endsWith('Definition')) at.pop();
    },
  });
  if (faults.length === 0) return `${text}\n`;
  throw new ContractError(
    faults.map((fault) => `contract ${name}: ${fault}, which is hidden: say it in other words`).join('\n'),
  );
}
