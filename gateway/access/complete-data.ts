import {
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type CollectOptions, collectFields, type FieldGroup } from './collect-fields.ts';

export type Data = Record<string, unknown>;
/** The way to a value, from the value up. */
export type Place = { key: string | number; above: Place | undefined };

/** What is null though it was answered; each is asked once a place. */
export type Nulls = {
  field?: (group: FieldGroup, place: Place) => boolean;
  /** A scalar or an enum. */
  leaf?: (type: GraphQLLeafType, value: unknown, place: Place) => boolean;
  /** An object of an interface or union, whose type the schema does not have. */
  object?: (place: Place) => void;
};

/**
 * Completes answered data by an operation and a schema as the specification does (6.4.3 and 6.4.4): in the operation's order, null for
 * what `nulls` says, and for what surrounds it where null may not stand.
 *
 * @param data null-prototype objects come back
 * @param root the operation's root type
 */
export function completeData(data: Data, root: GraphQLObjectType, options: CollectOptions, nulls: Nulls): Data | null {
  const { analysis, schema } = options;

  const completeObject = (groups: readonly FieldGroup[], value: Data, place: Place | undefined) => {
    const completed: Data = Object.create(null);
    let isNull = false;
    for (const group of groups) {
      const inner = completeField(group, Object.hasOwn(value, group.name) ? value[group.name] : null, place);
      completed[group.name] = inner;
      if (inner === null && isNonNullType(group.type)) isNull = true;
    }
    return isNull ? null : completed;
  };
  const completeField = (group: FieldGroup, value: unknown, above: Place | undefined): unknown => {
    const place = { key: group.name, above };
    if (nulls.field?.(group, place)) return null;
    const isLeaf = group.selections.length === 0;
    const isDone = group.isUntouched && !(isLeaf && nulls.leaf);
    return isDone ? (value ?? null) : completeValue(group, group.type, value, place);
  };
  const completeValue = (group: FieldGroup, type: GraphQLOutputType, value: unknown, place: Place): unknown => {
    if (isNonNullType(type)) return completeValue(group, type.ofType, value, place);
    if (value === null || value === undefined) return null;
    if (isListType(type)) {
      const items = (value as unknown[]).map((item, key) =>
        completeValue(group, type.ofType, item, { key, above: place }),
      );
      return isNonNullType(type.ofType) && items.includes(null) ? null : items;
    }
    if (isLeafType(type)) return nulls.leaf?.(type, value, place) ? null : value;
    const asked = getNamedType(type);
    const object = isAbstractType(asked) ? schema.getType(String((value as Data)[analysis.hiddenName])) : asked;
    if (!isObjectType(object)) {
      if (!nulls.object) throw new Error(`a value of ${asked.name} was answered without its type`);
      nulls.object(place);
      return null;
    }
    const known = group.inner.get(object.name);
    const fields = known ?? collectFields(group.selections, object, options);
    if (!known) group.inner.set(object.name, fields);
    return completeObject(fields, value as Data, place);
  };

  return completeObject(collectFields([analysis.operation.selectionSet], root, options), data, undefined);
}

/** As an error tells it. */
export function pathOf(place: Place | undefined): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = place; at; at = at.above) path.push(at.key);
  return path.reverse();
}
