import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';

type Path = { readonly prev: Path | undefined; readonly key: string | number };
type Resolver = GraphQLFieldResolver<unknown, object>;

/** What a resolver threw, in place of what it would have given. */
export class Thrown {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** What resolvers gave, by their field's path in the answer (pathKey). */
export type Recording = Map<string, () => unknown>;

/** By the context of the execution that they are for. */
const recordings = new WeakMap<object, Recording>();
const direct = new WeakMap<object, Resolver>();

/** What was given, or thrown, once more. */
export function unwrap(value: unknown): unknown {
  if (value instanceof Thrown) throw value.error;
  return value;
}

/** A path as text: names hold no full stop and are no numbers. */
export function pathKey({ prev, key }: Path): string {
  return prev ? `${pathKey(prev)}.${key}` : String(key);
}

/** Makes graphql-js take what was recorded, in an execution with this context, instead of asking resolvers again. */
export function replayIn(context: object, recording: Recording): void {
  recordings.set(context, recording);
}

/** Makes every resolver of a schema look for what was recorded first. Changes the schema in place. */
export function makeReplayable(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.resolve) continue;
      const resolve = field.resolve as Resolver;
      field.resolve = replayable(resolve);
      direct.set(field.resolve, resolve);
    }
  }
}

/** The resolver without the look at what was recorded. */
export const directly = (resolve: Resolver): Resolver => direct.get(resolve) ?? resolve;

function replayable(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const recorded = recordings.get(context)?.get(pathKey(info.path));
    return recorded ? recorded() : resolve(source, args, context, info);
  };
}

/** For fields without a resolver, whose parents may hold functions. */
export const replayProperty: Resolver = replayable(defaultFieldResolver);
