import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isLeafType } from 'graphql';
import type { Ask } from './ask-as.ts';
import type { Column } from './columns.ts';
import { fieldText, pathText, type Step, valuesAt } from './paths.ts';
import type { Rules } from './rules.ts';
import type { Samples } from './samples.ts';

const code = 'UNAUTHORIZED_FIELD_OR_TYPE';

/** Each field of a type, as a step from it. */
export const stepsFrom = (type: GraphQLObjectType): Step[] =>
  Object.values(type.getFields()).map((field) => ({
    type: type.name,
    field: field.name,
    to: getNamedType(field.type).name,
  }));

/** Compares what one caller is answered with what the rules say it may see; each difference is a line. */
export function createComparison({
  schema,
  rules,
  samples,
  column,
  ask,
}: {
  schema: GraphQLSchema;
  rules: Rules;
  samples: Samples;
  column: Column;
  ask: Ask;
}) {
  const allows = ({ type, field, to }: Step) => rules.allowsField(column.holder, type, field, to);
  /** All fields of the objects at a path's end: the answer and, by place, the refusals. */
  const askFor = async (path: Step[], type: GraphQLObjectType) => {
    const { data, errors = [] } = await ask(pathText(schema, path, samples, selectionOf(type, samples)));
    const refusals = errors.filter(({ extensions }) => extensions.code === code);
    return { data, refused: new Set(refusals.map(({ path }) => String(path))) };
  };

  return {
    /** Of a type that the caller has a way to: each field is refused, and null, or answered without a refusal. */
    differences: async (path: Step[], type: GraphQLObjectType): Promise<string[]> => {
      const { data, refused } = await askFor(path, type);
      const objects = valuesAt(data, path).filter(({ value }) => value !== null);
      // A refused field that cannot be null would take the object along.
      if (objects.length === 0) return [`${type.name}: no object`];
      return stepsFrom(type).flatMap((step) =>
        objects.flatMap(({ place, value }) => {
          const isRefused = refused.has(String([...place, step.field]));
          const isNull = (value as Record<string, unknown>)[step.field] === null;
          if (isRefused !== allows(step) && (!isRefused || isNull)) return [];
          return [`${type.name}.${step.field}: ${isRefused ? 'refused' : 'answered'}${isNull ? '' : ' with a value'}`];
        }),
      );
    },
    /** Of a type that the caller has no way to: nothing, and a refusal at the first step that it may not take. */
    leaks: async (path: Step[], type: GraphQLObjectType): Promise<string[]> => {
      const { data, refused } = await askFor(path, type);
      const closed = valuesAt(data, path.slice(0, path.findIndex((step) => !allows(step)) + 1));
      if (closed.length === 0) return [`${type.name}: no answer`];
      return closed.flatMap(({ place, value }) =>
        value === null && refused.has(String(place)) ? [] : [`${type.name}: answered through ${place}`],
      );
    },
  };
}

function selectionOf(type: GraphQLObjectType, samples: Samples): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const key = `${type.name}.${field.name}`;
    const one = { [key]: samples[key]?.slice(0, 1) ?? [''] };
    return fieldText(field, type.name, one, isLeafType(getNamedType(field.type)) ? '' : '{ __typename }');
  });
  return `{ __typename ${fields.join(' ')} }`;
}
