import type { GraphQLFieldResolver } from 'graphql';

/** The resolver of a field without one, as graphql-js has it, but without looking at the document for the field's name. */
export function propertyResolver(name: string): GraphQLFieldResolver<unknown, object> {
  return (source, args, context, info) => {
    if ((typeof source !== 'object' && typeof source !== 'function') || source === null) return undefined;
    const value = (source as Record<string, unknown>)[name];
    return typeof value === 'function'
      ? (source as Record<string, (...given: unknown[]) => unknown>)[name]?.(args, context, info)
      : value;
  };
}
