import { type DocumentNode, type FragmentSpreadNode, Kind, type SelectionNode, visit } from 'graphql';
import { field } from './generate/nodes.ts';
import { prune } from './generate/operation.ts';

/** Attempts to make one operation smaller. */
const patience = 400;

/**
 * The smallest document found that still shows what `shows` looks for: parts are taken out one after the other, the largest first,
 * until none can be spared.
 *
 * @param shows false for documents that are not valid, too
 */
export async function shrink(
  document: DocumentNode,
  shows: (document: DocumentNode) => Promise<boolean>,
): Promise<DocumentNode> {
  let smallest = document;
  let left = patience;
  for (let isSmaller = true; isSmaller && left > 0; ) {
    isSmaller = false;
    for (const change of changes) {
      for (let at = 0; left > 0; ) {
        const candidate = changeAt(smallest, change, at);
        if (!candidate) break;
        left -= 1;
        if (await shows(candidate)) {
          smallest = candidate;
          isSmaller = true;
        } else at += 1;
      }
    }
  }
  return smallest;
}

type Change = { visitor: keyof Kinds; apply: (node: never, parent: unknown, document: DocumentNode) => unknown };
type Kinds = Record<'Field' | 'FragmentSpread' | 'InlineFragment' | 'Directive' | 'Argument' | 'ObjectField', unknown>;

const removed = (_: never, among: unknown) => (Array.isArray(among) && among.length > 1 ? null : undefined);
const always = () => null;
const unwrapped = ({ selectionSet }: { selectionSet: { selections: readonly SelectionNode[] } }) =>
  selectionSet.selections[0];

const changes: Change[] = [
  ...(['Field', 'FragmentSpread', 'InlineFragment'] as const).map((visitor) => ({ visitor, apply: removed })),
  { visitor: 'Field', apply: emptied as never },
  { visitor: 'FragmentSpread', apply: inlined as never },
  { visitor: 'InlineFragment', apply: unwrapped as never },
  { visitor: 'Directive', apply: always },
  { visitor: 'Argument', apply: always },
  { visitor: 'ObjectField', apply: always },
  { visitor: 'Field', apply: unnamed as never },
];

function inlined({ name }: FragmentSpreadNode, _: unknown, { definitions }: DocumentNode) {
  const found = definitions.find((node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name.value);
  if (found?.kind !== Kind.FRAGMENT_DEFINITION) return undefined;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition: found.typeCondition, selectionSet: found.selectionSet };
}

/** An object of which nothing is asked but its type. */
function emptied(node: { selectionSet?: { selections: readonly SelectionNode[] } }) {
  const [first, ...rest] = node.selectionSet?.selections ?? [];
  const isEmpty = rest.length === 0 && (!first || (first.kind === Kind.FIELD && first.name.value === '__typename'));
  return isEmpty
    ? undefined
    : { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: [field('__typename')] } };
}

function unnamed(node: { alias?: unknown }) {
  return node.alias ? { ...node, alias: undefined } : undefined;
}

/** The document with a change at the nth place that it fits; undefined where there is none any more. */
function changeAt(document: DocumentNode, { visitor, apply }: Change, nth: number): DocumentNode | undefined {
  let seen = 0;
  let isDone = false;
  const changed = visit(document, {
    [visitor]: {
      enter(node: never, _key: unknown, parent: unknown) {
        if (isDone) return undefined;
        const made = apply(node, parent, document);
        if (made === undefined || seen++ < nth) return undefined;
        isDone = true;
        return made;
      },
    },
  }) as DocumentNode;
  return isDone ? prune(changed) : undefined;
}
