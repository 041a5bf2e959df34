import type { ApolloServerOptions } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { onceAnOperation } from '../operations/once-an-operation.ts';
import { planNames } from './plan-names.ts';
import { type Renamed, renameAliases } from './rename-aliases.ts';

/** How Apollo Server asks a gateway. */
type Gateway = Exclude<NonNullable<ApolloServerOptions<object>['gateway']>, undefined>;
type Answer = Awaited<ReturnType<NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>>>;

/**
 * The same gateway, which may be asked for any field under any name. Where a plan needs that name for a field of its own (a key:
 * `id: name`) it is planned and executed under another, and its answer has the client's again.
 */
export function keepAliases(gateway: Gateway): Gateway {
  let schema: GraphQLSchema | undefined;
  let names: ReadonlySet<string> = new Set();
  gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    schema = apiSchema;
    names = planNames(coreSupergraphSdl ?? '');
  });
  const askedOf = onceAnOperation(({ document, operation }) => ({
    renamed: renameAliases(document, operation, names),
  }));
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    async load(given) {
      const { executor } = await gateway.load(given);
      if (!executor || !schema) throw new Error('the gateway loaded without a schema and an executor');
      const apiSchema = schema;
      return {
        executor: async (request) => {
          const { document, operation } = request;
          const { renamed } = askedOf({ schema: apiSchema, document, operation });
          if (!renamed) return executor(request);
          const { clients, ...asked } = renamed;
          return withNames(await executor({ ...request, ...asked }), clients);
        },
      };
    },
    stop: () => gateway.stop(),
  };
}

/** The answer under its client's names: data, and the ways to what went wrong. */
function withNames(answer: Answer, clients: Renamed['clients']): Answer {
  const nameOf = <Part>(name: Part) => (clients.get(name as string) as Part | undefined) ?? name;
  const rename = <Value>(value: Value): Value => {
    if (Array.isArray(value)) return value.map(rename) as Value;
    if (typeof value !== 'object' || value === null) return value;
    const renamed = Object.create(null);
    for (const [name, inner] of Object.entries(value)) renamed[nameOf(name)] = rename(inner);
    return renamed;
  };
  const atItsPlace = <Failure extends { path?: readonly (string | number)[] | undefined }>(error: Failure): Failure => {
    if (!error.path?.some((name) => clients.has(name as string))) return error;
    const path = error.path.map(nameOf);
    if (!(error instanceof GraphQLError)) return { ...error, path };
    const { message, originalError, extensions } = error;
    return new GraphQLError(message, { path, originalError, extensions }) as unknown as Failure;
  };
  const { valueCompletion } = (answer.extensions ?? {}) as { valueCompletion?: readonly GraphQLError[] };
  return {
    ...answer,
    ...(answer.data && { data: rename(answer.data) }),
    ...(answer.errors && { errors: answer.errors.map(atItsPlace) }),
    ...(valueCompletion && {
      extensions: { ...answer.extensions, valueCompletion: valueCompletion.map(atItsPlace) },
    }),
  };
}
