import {
  type CompositeType,
  isObjectType,
  isSubtype,
  type ObjectType,
  type SelectionSet,
  type Type,
  typenameFieldName,
} from '@apollo/federation-internals';
import { type Conditions, isIncluded } from './conditions.ts';
import { Unsupported } from './unsupported.ts';

/** The fields that share a name in the answer; of `__typename`, the name of the object's type. */
export type Group = { type: Type; selections: SelectionSet[]; typename?: undefined } | { typename: string };

/**
 * The fields of an object, by their names in the answer and in its order.
 *
 * @param runtime its type as the answers tell it; undefined where none tells it, and the type is the one declared
 * @param declared as @apollo/gateway does, a fragment within a fragment is compared with the outer one's type where none is told
 */
export function collectGroups(
  selections: readonly SelectionSet[],
  runtime: ObjectType | undefined,
  declared: CompositeType,
  conditions: Conditions,
): Map<string, Group> {
  const groups = new Map<string, Group>();
  const collect = (set: SelectionSet, parent: CompositeType): void => {
    for (const selection of set.selections()) {
      if (!isIncluded(selection.element, conditions)) continue;
      if (selection.kind !== 'FieldSelection') {
        const { typeCondition } = selection.element;
        if (!typeCondition || isSubtype(typeCondition, runtime ?? parent))
          collect(selection.selectionSet, typeCondition ?? parent);
        continue;
      }
      const { element: field, selectionSet } = selection;
      const { definition } = field;
      if (definition.isSchemaIntrospectionField()) throw new Unsupported('introspection');
      const name = field.responseName();
      const known = groups.get(name);
      if (field.name === typenameFieldName) {
        const type = runtime ?? parent;
        if (!isObjectType(type)) throw new Unsupported('typename');
        if (!known) groups.set(name, { typename: type.name });
      } else if (!known) {
        groups.set(name, { type: definition.type as Type, selections: selectionSet ? [selectionSet] : [] });
      } else if (selectionSet && 'selections' in known) known.selections.push(selectionSet);
    }
  };
  for (const set of selections) collect(set, runtime ?? declared);
  return groups;
}
