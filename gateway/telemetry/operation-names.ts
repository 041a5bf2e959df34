import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';

export type OperationNames = {
  /** The name itself where it is one of ours, else null. */
  known: (name: string | undefined) => string | null;
  /** Takes more names, of trusted documents: at most as many as a label of a metric should have values. */
  add: (names: Iterable<string>) => void;
};

const committed = join(import.meta.dirname, '..', '..', 'schema', 'operations');

const maxNames = 1_000;
/** No room for a personal number, whoever wrote the manifest. */
const suitable = /^(?!.*\d{9})[_A-Za-z]\w{0,79}$/;

/**
 * The names of operations that may stand in metrics, traces and logs: a client's own name is text of its choice, without end
 * and possibly about a person.
 */
export function createOperationNames(names: Iterable<string> = []): OperationNames {
  const all = new Set<string>();
  const add = (more: Iterable<string>) => {
    for (const name of more) if (all.size < maxNames && suitable.test(name)) all.add(name);
  };
  add(names);
  return { known: (name) => (name !== undefined && all.has(name) ? name : null), add };
}

/** The names of the operations of a folder of .graphql files; of schema/operations without one. */
export async function readOperationNames(folder = committed): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql'));
  const documents = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return documents.flatMap((text) =>
    parse(text, { noLocation: true }).definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION && node.name ? [node.name.value] : [],
    ),
  );
}
