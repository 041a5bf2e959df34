import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, Kind, type OperationDefinitionNode, parse, valueFromASTUntyped } from 'graphql';

/** A committed operation: `file` is its name in kebab case, `defaults` the variables it has values for itself. */
export type Operation = {
  file: string;
  name: string;
  text: string;
  document: DocumentNode;
  defaults: Record<string, unknown>;
};

const directory = join(import.meta.dirname, '../../schema/operations');

/** Every operation of schema/operations, by file name. */
export const operations: Operation[] = readdirSync(directory)
  .filter((name) => name.endsWith('.graphql'))
  .sort()
  .map((name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    const document = parse(text);
    const [definition] = definitionsOf(document);
    const defaults = Object.fromEntries(
      (definition?.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
      ),
    );
    return { file: name.replace('.graphql', ''), name: definition?.name?.value ?? '', text, document, defaults };
  });

/** The operations that a document defines. */
export function definitionsOf(document: DocumentNode): OperationDefinitionNode[] {
  return document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
}

/** Whether an operation has a page size to vary. */
export function isPaged({ defaults }: Operation): boolean {
  return 'first' in defaults;
}
