import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { badUserInput } from './errors.ts';
import { propertyResolver } from './property.ts';
import { InvalidInput } from './scalar.ts';

type Resolver = GraphQLFieldResolver<unknown, object>;

const guards = new WeakMap<object, Resolver>();

/**
 * Makes every field refuse malformed arguments by itself: BAD_USER_INPUT at the field's own path, naming the argument and
 * what was expected (never the value). The other fields of the document are answered. Changes the schema in place.
 */
export function guardArguments(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.args.length === 0) continue;
      const resolve = (field.resolve as Resolver | undefined) ?? propertyResolver(field.name);
      field.resolve = (source, args, context, info) => {
        refuseInvalid(args);
        return resolve(source, args, context, info);
      };
      guards.set(field.resolve, resolve);
    }
  }
}

/** The resolver behind a guard, for whoever calls refuseInvalid once for many parents. */
export const unguarded = (resolve: Resolver): Resolver => guards.get(resolve) ?? resolve;

/** BAD_USER_INPUT where an argument, or anything in it, cannot be used. */
export function refuseInvalid(args: object): void {
  // Paths are made only where one is to be told: a list of representations is long.
  if (!isUsable(args)) refuse(args, '');
}

function isUsable(value: unknown): boolean {
  // PostgreSQL has no such character in text, and would fail the statement.
  if (typeof value === 'string') return !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isUsable);
  if (value instanceof InvalidInput) return false;
  for (const key in value) if (!isUsable((value as Record<string, unknown>)[key])) return false;
  return true;
}

function refuse(value: unknown, path: string): void {
  if (value instanceof InvalidInput) throw badUserInput(`Argument "${path}": expected ${value.expected}.`);
  if (typeof value === 'string' && value.includes('\0'))
    throw badUserInput(`Argument "${path}": expected text without the character U+0000.`);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuse(item, `${path}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) refuse(item, path ? `${path}.${key}` : key);
  }
}
