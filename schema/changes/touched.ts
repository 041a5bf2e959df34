import { ChangeType, type Change as Found } from '@graphql-inspector/core';
import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';

/** Touched by a change that nobody escapes. */
export const everyone = '*';

/**
 * What an operation has to name to be broken by a breaking change, in the words of uses.ts. Where a change of ours is not known
 * better, whatever belongs to its type: rather one client too many than one too few.
 */
export function touchedBy({ type, path = '', meta }: Found, before: GraphQLSchema): string[] {
  const [typeName = '', name = '', argument = ''] = path.split('.');
  switch (type) {
    case ChangeType.FieldRemoved:
    case ChangeType.FieldTypeChanged:
    case ChangeType.FieldArgumentAdded:
      return fieldOf(before, typeName, name);
    case ChangeType.FieldArgumentRemoved:
      return fieldOf(before, typeName, name).map((field) => `${field}(${meta.removedFieldArgumentName ?? argument}:)`);
    case ChangeType.FieldArgumentTypeChanged: {
      const fields = fieldOf(before, typeName, name);
      const named = fields.map((field) => `${field}(${argument}:)`);
      return becameRequired(meta.oldArgumentType, meta.newArgumentType) ? [...fields, ...named] : named;
    }
    case ChangeType.FieldArgumentDefaultChanged:
      return fieldOf(before, typeName, name);
    case ChangeType.EnumValueRemoved:
    case ChangeType.InputFieldRemoved:
      return [`${typeName}.${name}`];
    case ChangeType.InputFieldTypeChanged:
      return becameRequired(meta.oldInputFieldType, meta.newInputFieldType)
        ? [typeName, `${typeName}.${name}`]
        : [`${typeName}.${name}`];
    case ChangeType.UnionMemberRemoved:
      return [`on ${meta.removedUnionMemberTypeName}`];
    case ChangeType.ObjectTypeInterfaceRemoved:
      return [`on ${typeName}`, `on ${meta.removedInterfaceName}`];
    case ChangeType.SchemaQueryTypeChanged:
    case ChangeType.SchemaMutationTypeChanged:
      return [everyone];
    default:
      return [typeName === '' ? everyone : typeName];
  }
}

/** A field, and the same of the interfaces by which it may be asked for. */
export function fieldOf(schema: GraphQLSchema, typeName: string, name: string): string[] {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return [`${typeName}.${name}`];
  const above = type.getInterfaces().filter((one) => one.getFields()[name]);
  return [type, ...above].map((one) => `${one.name}.${name}`);
}

const becameRequired = (before: unknown, after: unknown) =>
  String(after).endsWith('!') && !String(before).endsWith('!');
