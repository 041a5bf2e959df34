import {
  type GraphQLError,
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
import { type Refusal, type RefusedPlace, refusalErrors, uncountedError } from './refusal.ts';

/** Errors that an answer lists; the rest are counted. */
const listed = 1_000;

type Data = Record<string, unknown>;
/** The way to a value, from the value up. */
type Place = { key: string | number; above: Place | undefined };

/**
 * Completes the answer of a filtered operation to that of the operation as it was asked: null for each refused field, in its
 * place and with its error, and for what surrounds it where null may not stand (specification, 6.4.4). Errors below what
 * became null are kept.
 *
 * @param data answered to the filtered operation; null-prototype objects come back
 * @param root the operation's root type
 */
export function completeAnswer(
  data: Data,
  root: GraphQLObjectType,
  options: CollectOptions,
): { data: Data | null; errors: GraphQLError[] } {
  const { analysis, schema } = options;
  const { report, errors } = createReport();

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
    if (group.refusal) {
      report(group.refusal, place);
      return null;
    }
    return group.isUntouched ? (value ?? null) : completeValue(group, group.type, value, place);
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
    if (isLeafType(type)) return value;
    const asked = getNamedType(type);
    const object = isAbstractType(asked) ? schema.getType(String((value as Data)[analysis.hiddenName])) : asked;
    if (!isObjectType(object)) throw new Error(`a value of ${asked.name} was answered without its type`);
    const known = group.inner.get(object.name);
    const fields = known ?? collectFields(group.selections, object, options);
    if (!known) group.inner.set(object.name, fields);
    return completeObject(fields, value as Data, place);
  };

  const collected = collectFields([analysis.operation.selectionSet], root, options);
  return { data: completeObject(collected, data, undefined), errors: errors() };
}

/** Gathers errors, one for each refused place: an answer is gone through once, so none comes twice. */
function createReport() {
  const found: RefusedPlace[] = [];
  let rest = 0;
  return {
    report(refusal: Refusal, place: Place) {
      if (found.length < listed) found.push({ refusal, path: pathOf(place) });
      else rest += 1;
    },
    errors: () => [...refusalErrors(found), ...(rest > 0 ? [uncountedError(rest)] : [])],
  };
}

function pathOf(place: Place | undefined): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = place; at; at = at.above) path.push(at.key);
  return path.reverse();
}
