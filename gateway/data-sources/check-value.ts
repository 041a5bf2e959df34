import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type AskedField, collectAsked, type Scope } from './asked-fields.ts';
import { checkLeaf } from './check-leaf.ts';

/** Where a check is, and what it does with what does not fit. */
export type Place = { path: (string | number)[]; tell: () => void };

/** Gives the value, or null where it is of another type, which is told. Changes what is inside it in place. */
export type Check = (value: unknown, place: Place) => unknown;

type Data = Record<string, unknown>;
type CheckedField = AskedField & { check: Check };

/** Makes checks of a document's values, once for each of its selections and types. */
export function createChecks(document: DocumentNode, schema: GraphQLSchema) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const scope: Scope = { schema, fragments };

  const fieldsOf = (selections: readonly SelectionSetNode[], typename: string): CheckedField[] =>
    collectAsked(selections, typename, scope).map((asked) => ({ ...asked, check: ofField(asked) }));

  /** @param expected the type's name, for objects that do not tell theirs */
  const ofObject = (selections: readonly SelectionSetNode[], expected: string): Check => {
    // Only names of the schema get here.
    const byType = new Map<string, CheckedField[]>();
    const fieldsFor = (typename: string) => {
      const fields = byType.get(typename) ?? fieldsOf(selections, typename);
      byType.set(typename, fields);
      return fields;
    };
    const isPossible = createPossible(schema, expected);
    const asksTypename = collectAsked(selections, expected, scope).some(
      ({ name, isOptional }) => name === '__typename' && !isOptional,
    );
    return (value, place) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(place);
      const given = Object.hasOwn(value, '__typename') ? (value as Data).__typename : undefined;
      if (given === undefined ? asksTypename : !isPossible(given)) return refuse(place);
      checkFields(value as Data, fieldsFor((given as string | undefined) ?? expected), place);
      return value;
    };
  };

  const ofField = ({ type, selections }: AskedField): Check => (type === undefined ? accept : ofType(type, selections));

  const ofType = (type: GraphQLOutputType, selections: readonly SelectionSetNode[]): Check => {
    if (isNonNullType(type)) {
      const check = ofType(type.ofType, selections);
      return (value, place) => (value === null ? refuse(place) : check(value, place));
    }
    const check = ofNullable(type, selections);
    return (value, place) => (value === null ? null : check(value, place));
  };

  const ofNullable = (type: Exclude<GraphQLOutputType, { ofType: never }>, selections: readonly SelectionSetNode[]) => {
    if (isListType(type)) return ofList(ofType(type.ofType, selections));
    if (isCompositeType(type)) return ofObject(selections, type.name);
    const isLeaf = checkLeaf(type as never);
    return (value: unknown, place: Place) => (isLeaf(value) ? value : refuse(place));
  };

  return {
    ofObject,
    /** Of a whole answer, whose type a subgraph may name otherwise. */
    ofRoot: (selections: SelectionSetNode, root: string) => {
      const fields = fieldsOf([selections], root);
      return (data: Data, place: Place) => checkFields(data, fields, place);
    },
  };
}

const accept: Check = (value) => value;

function refuse({ tell }: Place): null {
  tell();
  return null;
}

const ofList =
  (check: Check): Check =>
  (value, place) => {
    if (!Array.isArray(value)) return refuse(place);
    for (let index = 0; index < value.length; index += 1) {
      place.path.push(index);
      const checked = check(value[index], place);
      place.path.pop();
      if (checked !== value[index]) value[index] = checked;
    }
    return value;
  };

function checkFields(value: Data, fields: readonly CheckedField[], place: Place): void {
  let found = 0;
  for (const { name, isOptional, check } of fields) {
    if (!Object.hasOwn(value, name)) {
      if (isOptional) continue;
      place.path.push(name);
      place.tell();
      place.path.pop();
      continue;
    }
    found += 1;
    place.path.push(name);
    const checked = check(value[name], place);
    place.path.pop();
    if (checked !== value[name]) value[name] = checked;
  }
  const keys = Object.keys(value);
  if (keys.length === found) return;
  const asked = new Set(['__typename', ...fields.map(({ name }) => name)]);
  for (const key of keys) if (!asked.has(key)) delete value[key];
}

/** Whether a value can be the name of an object's type where `expected` is. An interface object is named by its interface. */
function createPossible(schema: GraphQLSchema, expected: string): (given: unknown) => boolean {
  const type = schema.getType(expected);
  return (given) => {
    if (given === expected) return true;
    const named = typeof given === 'string' ? schema.getType(given) : undefined;
    if (!isObjectType(named) && !isInterfaceType(named)) return false;
    return !isCompositeType(type) || (!isObjectType(type) && schema.isSubType(type, named));
  };
}
