import { isTypeDefinitionNode, isTypeExtensionNode, parse } from 'graphql';
import { argumentsOf, readLinks } from '../../schema/access/links.ts';

/** What `@listSize` says of a field. */
export type ListSize = {
  assumedSize: number | null;
  /** Arguments that give the number of records. */
  slicingArguments: readonly string[];
  /** The fields of its object that hold the records; the field itself where there are none. */
  sizedFields: readonly string[];
};

/** What a supergraph says of cost, by schema coordinate: `Type`, `Type.field`, `Type.field(argument:)`. */
export type CostWeights = { weights: ReadonlyMap<string, number>; lists: ReadonlyMap<string, ListSize> };

const identity = 'https://specs.apollo.dev/cost';

type Applied = NonNullable<Parameters<typeof argumentsOf>[0]>;
type Node = {
  name: { value: string };
  directives?: readonly Applied[] | undefined;
  fields?: readonly Node[] | undefined;
  arguments?: readonly Node[] | undefined;
};

/**
 * Reads `@cost` and `@listSize` (https://ibm.github.io/graphql-specs/cost-spec.html, in Federation since v2.9) off a
 * supergraph, under the names that its link gives them. A supergraph without that link has no weights.
 */
export function readCostWeights(supergraphSdl: string): CostWeights {
  const document = parse(supergraphSdl, { noLocation: true });
  const link = readLinks(document).find((one) => one.identity === identity);
  const weights = new Map<string, number>();
  const lists = new Map<string, ListSize>();
  const applied = ({ directives }: Node, name: string) => {
    const found = directives?.find((directive) => directive.name.value === link?.directiveName(name));
    return found && argumentsOf(found);
  };
  const read = (node: Node, coordinate: string) => {
    const weight = applied(node, 'cost')?.get('weight');
    if (typeof weight === 'number') weights.set(coordinate, weight);
    const size = applied(node, 'listSize');
    if (size) lists.set(coordinate, readListSize(size));
    for (const argument of node.arguments ?? []) read(argument, `${coordinate}(${argument.name.value}:)`);
    for (const field of node.fields ?? []) read(field, `${coordinate}.${field.name.value}`);
  };
  for (const node of link ? document.definitions : [])
    if (isTypeDefinitionNode(node) || isTypeExtensionNode(node)) read(node as Node, node.name.value);
  return { weights, lists };
}

function readListSize(given: Map<string, unknown>): ListSize {
  const names = (name: string) => (given.get(name) ?? []) as string[];
  return {
    assumedSize: (given.get('assumedSize') as number | null | undefined) ?? null,
    slicingArguments: names('slicingArguments'),
    sizedFields: names('sizedFields'),
  };
}
