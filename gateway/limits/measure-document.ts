import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { operationTooLarge } from './too-large.ts';

/** Of a definition, with its fragments in place. */
export type DocumentSize = {
  /** The fields at its own level. */
  rootFields: number;
  selections: number;
  aliases: number;
  directives: number;
  directivesOnOne: number;
  /** Of the longest list. */
  listItems: number;
  /** Fields within one another. */
  depth: number;
  /** Selections and values within one another. */
  nesting: number;
};

const nothing: DocumentSize = {
  rootFields: 0,
  selections: 0,
  aliases: 0,
  directives: 0,
  directivesOnOne: 0,
  listItems: 0,
  depth: 0,
  nesting: 0,
};

/** Of two things side by side. */
const beside = (a: DocumentSize, b: DocumentSize): DocumentSize => ({
  rootFields: a.rootFields + b.rootFields,
  selections: a.selections + b.selections,
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
  directivesOnOne: Math.max(a.directivesOnOne, b.directivesOnOne),
  listItems: Math.max(a.listItems, b.listItems),
  depth: Math.max(a.depth, b.depth),
  nesting: Math.max(a.nesting, b.nesting),
});

const all = <Item>(items: readonly Item[] | undefined, measure: (item: Item) => DocumentSize) =>
  (items ?? []).reduce((size, item) => beside(size, measure(item)), nothing);

/**
 * Measures the definitions of one document, valid or not. Each fragment is measured once, so what this takes grows with the
 * text alone; one that is unknown, or within itself, counts as nothing: validation refuses it.
 *
 * @param nesting how many selections and values may lie within one another, so that recursion is bounded: refused with
 *   OPERATION_TOO_LARGE, as is a number too large to be one, which the planner could not write into its requests
 */
export function createMeasure(document: DocumentNode, nesting: number): (definition: DefinitionNode) => DocumentSize {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const measured = new Map<string, DocumentSize>();
  let within = 0;

  const inside = (measure: () => DocumentSize): DocumentSize => {
    if (++within > nesting)
      throw operationTooLarge(`expected at most ${nesting} fields, fragments and values within one another`);
    const size = measure();
    within -= 1;
    return { ...size, nesting: size.nesting + 1 };
  };
  const measureValue = (value: ValueNode): DocumentSize => {
    if (value.kind === Kind.LIST)
      return { ...inside(() => all(value.values, measureValue)), listItems: value.values.length };
    if ((value.kind === Kind.INT || value.kind === Kind.FLOAT) && !Number.isFinite(Number(value.value)))
      throw operationTooLarge(`expected numbers up to ${Number.MAX_VALUE}`);
    if (value.kind === Kind.OBJECT) return inside(() => all(value.fields, (field) => measureValue(field.value)));
    return nothing;
  };
  const measureArguments = (given: readonly { value: ValueNode }[] | undefined) =>
    all(given, ({ value }) => measureValue(value));
  const measureDirectives = (directives: readonly DirectiveNode[] | undefined): DocumentSize => {
    const count = directives?.length ?? 0;
    const size = all(directives, (directive) => measureArguments(directive.arguments));
    return { ...size, directives: count, directivesOnOne: count };
  };
  const measureSet = (set: SelectionSetNode | undefined): DocumentSize =>
    set ? inside(() => all(set.selections, measureSelection)) : nothing;
  const measureFragment = (name: string): DocumentSize => {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, nothing);
    const size = measureSet(fragments.get(name)?.selectionSet);
    measured.set(name, size);
    return size;
  };
  const measureSelection = (node: SelectionNode): DocumentSize => {
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? measureFragment(node.name.value) : measureSet(node.selectionSet);
    const size = beside(inner, measureDirectives(node.directives));
    size.selections += 1;
    if (node.kind !== Kind.FIELD) return size;
    size.rootFields = 1;
    if (node.alias) size.aliases += 1;
    if (node.selectionSet) size.depth += 1;
    return beside(size, measureArguments(node.arguments));
  };
  return (definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      return beside(measureFragment(definition.name.value), measureDirectives(definition.directives));
    if (definition.kind !== Kind.OPERATION_DEFINITION) return nothing;
    const variables = all(definition.variableDefinitions, ({ defaultValue, directives }) =>
      beside(defaultValue ? measureValue(defaultValue) : nothing, measureDirectives(directives)),
    );
    return [variables, measureDirectives(definition.directives), measureSet(definition.selectionSet)].reduce(beside);
  };
}
