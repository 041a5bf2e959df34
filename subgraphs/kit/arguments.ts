import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { badUserInput } from './errors.ts';
import { InvalidInput } from './scalar.ts';

/**
 * Makes every field refuse malformed arguments by itself: BAD_USER_INPUT at the field's own path, naming the argument and
 * what was expected (never the value). The other fields of the document are answered. Changes the schema in place.
 */
export function guardArguments(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.args.length === 0) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, context, info) => {
        refuseInvalid(args, '');
        return resolve(source, args, context, info);
      };
    }
  }
}

function refuseInvalid(value: unknown, path: string): void {
  if (value instanceof InvalidInput) throw badUserInput(`Argument "${path}": expected ${value.expected}.`);
  // PostgreSQL has no such character in text, and would fail the statement.
  if (typeof value === 'string' && value.includes('\0'))
    throw badUserInput(`Argument "${path}": expected text without the character U+0000.`);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuseInvalid(item, `${path}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) refuseInvalid(item, path ? `${path}.${key}` : key);
  }
}
