import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** One way to use an argument of a root field. */
export type Use = {
  field: string;
  /** The type that the field gives. */
  returned: string;
  argument: string;
  /** The argument's type as written. */
  type: string;
  /** What rules may be set on: `Query.field(argument)`, `Input.field`, `Enum.VALUE`, of all that is used. */
  keys: string[];
  /** Values of all arguments used. */
  values: Record<string, Value>;
};

/** A value as JSON, and as written in a query. */
type Value = { json: unknown; text: string; keys: string[] };

const scalars: Record<string, unknown> = {
  Boolean: true,
  Int: 1,
  String: 'an',
  ID: '79@2025-07-01',
  Date: '2026-01-01',
  YearMonth: '2026-01',
  VND: 1,
  UnitCode: '79',
  AgencyCode: 'G09',
  TaxCode: '0100109106',
  PersonalNumber: '001099000001',
};

/** Every argument of every root field with every input field and enum value below it, each used once. */
export function usesOfInputs(schema: GraphQLSchema): Use[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) =>
    field.args.flatMap((argument) =>
      usesOf(argument.type).map((value) => {
        const others = field.args
          .filter((other) => other !== argument && isRequiredArgument(other))
          .map((other) => [other.name, leastOf(other.type)] as const);
        const values = Object.fromEntries([[argument.name, value] as const, ...others]);
        const keys = Object.entries(values).flatMap(([name, { keys }]) => [`Query.${field.name}(${name})`, ...keys]);
        const returned = getNamedType(field.type).name;
        return { field: field.name, returned, argument: argument.name, type: String(argument.type), keys, values };
      }),
    ),
  );
}

/** A value for each thing that can be used in an input type. */
function usesOf(type: GraphQLInputType): Value[] {
  if (isNonNullType(type)) return usesOf(type.ofType);
  if (isListType(type)) return usesOf(type.ofType).map(listed);
  if (isEnumType(type))
    return type.getValues().map(({ name }) => ({ json: name, text: name, keys: [`${type.name}.${name}`] }));
  if (!isInputObjectType(type)) return [scalar(type.name)];
  const fields = Object.values(type.getFields());
  return fields.flatMap((field) =>
    usesOf(field.type).map((value) => {
      const others = fields
        .filter((other) => other !== field && isRequiredInputField(other))
        .map((other) => [other.name, leastOf(other.type)] as const);
      return composed(type.name, Object.fromEntries([[field.name, value] as const, ...others]));
    }),
  );
}

/** The least that an input type takes: of an object its required fields, of a list nothing. */
function leastOf(type: GraphQLInputType): Value {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return { json: [], text: '[]', keys: [] };
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return composed(type.name, Object.fromEntries(required.map((field) => [field.name, leastOf(field.type)])));
  }
  return usesOf(type)[0] as Value;
}

const listed = ({ json, text, keys }: Value): Value => ({ json: [json], text: `[${text}]`, keys });

function composed(type: string, fields: Record<string, Value>): Value {
  const entries = Object.entries(fields);
  return {
    json: Object.fromEntries(entries.map(([name, { json }]) => [name, json])),
    text: `{ ${entries.map(([name, { text }]) => `${name}: ${text}`).join(', ')} }`,
    keys: entries.flatMap(([name, { keys }]) => [`${type}.${name}`, ...keys]),
  };
}

function scalar(name: string): Value {
  const json = scalars[name];
  if (json === undefined) throw new Error(`no sample of scalar ${name}`);
  return { json, text: JSON.stringify(json), keys: [] };
}
