import { type GraphQLField, type GraphQLSchema, getNamedType, isObjectType, isRequiredArgument } from 'graphql';
import type { Samples } from './samples.ts';

/** A field that leads from one object type to the next. */
export type Step = { type: string; field: string; to: string };

/** Object types of the API with their fields, without GraphQL's own. */
export function objectTypes(schema: GraphQLSchema) {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'));
}

const pathsKept = 12;

/** The shortest paths from the root to each object type, at most 12 each, over the steps that `may` lets pass. */
export function pathsToTypes(schema: GraphQLSchema, may: (step: Step) => boolean): Map<string, Step[][]> {
  const found = new Map<string, Step[][]>([['Query', [[]]]]);
  const queue: Step[][] = [[]];
  for (let path = queue.shift(); path; path = queue.shift()) {
    const type = schema.getType(path.at(-1)?.to ?? 'Query');
    if (!isObjectType(type)) continue;
    for (const [field, { type: output }] of Object.entries(type.getFields())) {
      const to = getNamedType(output);
      const step = { type: type.name, field, to: to.name };
      const known = found.get(to.name) ?? [];
      if (!isObjectType(to) || known.length >= pathsKept || path.some((one) => one.to === to.name) || !may(step))
        continue;
      const longer = [...path, step];
      found.set(to.name, [...known, longer]);
      queue.push(longer);
    }
  }
  return found;
}

/** The text of a field with its sample arguments, `{}` for none; several samples give the field several times under aliases. */
export function fieldText(
  field: GraphQLField<unknown, unknown>,
  type: string,
  samples: Samples,
  selection: string,
): string {
  const pageSize = field.args.some(({ name }) => name === 'first') ? ['first: 4'] : [];
  const given = samples[`${type}.${field.name}`] ?? [''];
  if (given[0] === '' && field.args.some(isRequiredArgument)) throw new Error(`no sample for ${type}.${field.name}`);
  return given
    .map((text, index) => {
      const all = [text, ...pageSize].filter((part) => part !== '').join(', ');
      return `${index > 0 ? `${field.name}_${index}: ` : ''}${field.name}${all ? `(${all})` : ''} ${selection}`;
    })
    .join(' ');
}

/** A query that follows a path and selects something at its end. */
export function pathText(schema: GraphQLSchema, path: Step[], samples: Samples, selection: string): string {
  return path.reduceRight((inside, { type, field }) => {
    const parent = schema.getType(type);
    const definition = isObjectType(parent) ? parent.getFields()[field] : undefined;
    if (!definition) throw new Error(`no field ${type}.${field}`);
    return `{ ${fieldText(definition, type, samples, inside)} }`;
  }, selection);
}

/** Where an object stands in an answer: response names and list indices. */
type Place = (string | number)[];

/** Everything that stands in an answer where a path leads, also nulls, lists opened; the place is the object's own. */
export function valuesAt(data: unknown, path: Step[]): { place: Place; value: unknown }[] {
  let reached: { place: Place; value: unknown }[] = [{ place: [], value: data }];
  for (const { field } of path)
    reached = reached.flatMap(({ place, value }) =>
      Object.entries((value ?? {}) as object)
        .filter(([name]) => name === field || name.startsWith(`${field}_`))
        .flatMap(([name, below]) => opened([...place, name], below)),
    );
  return reached;
}

function opened(place: Place, value: unknown): { place: Place; value: unknown }[] {
  return Array.isArray(value)
    ? value.flatMap((item, index) => opened([...place, index], item))
    : [{ place, value: value ?? null }];
}
