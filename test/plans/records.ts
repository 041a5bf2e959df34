import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType, isUnionType } from 'graphql';
import type { ServingUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { auditor } from './callers.ts';
import { deepSelection } from './deep-selection.ts';
import { parentsOf } from './parents.ts';
import { listFields, type Question } from './questions.ts';
import { answering } from './read-plans.ts';

/** How many entities of a type are asked for at once. */
const atMost = 20;

const nobody = '00000000-0000-4000-8000-000000000000';

/** From a record to what belongs to a record that belongs to it. */
const levels = 2;

/**
 * Everything of records, and of what they lead to: the first ones of every list at the root, and entities of every type by their keys, as
 * other databases name them; those that the lists hold, and those that lists stand under.
 */
export async function recordQuestions(subgraph: Subgraph, urls: ServingUrls): Promise<Question[]> {
  const { schema } = subgraph;
  const { ask, stop } = answering(subgraph, urls, auditor);
  try {
    const lists = listFields(schema)
      .filter(({ parent }) => parent.name === 'Query')
      .map(({ field }) => {
        const type = getNamedType(field.type) as GraphQLObjectType;
        const label = `everything of ${field.name}`;
        return { label, text: `{ ${field.name}(first: 20) ${deepSelection(schema, type, levels)} }`, variables: {} };
      });
    const found = new Map<string, Map<string, object>>();
    for (const question of lists) collectKeys(await ask(question), keysOf(schema), found);
    return [...lists, ...entityQuestions(schema, found)];
  } finally {
    await stop();
  }
}

function entityQuestions(schema: GraphQLSchema, found: Map<string, Map<string, object>>): Question[] {
  return entityTypes(schema).map((type) => {
    const of = [...parentsOf(type.name, []).flat(), ...(found.get(type.name)?.values() ?? [])].slice(0, atMost);
    // How it is looked for is the same.
    if (of.length === 0) of.push({ __typename: type.name, id: nobody });
    const selection = deepSelection(schema, type, levels);
    return {
      label: `everything of ${type.name}`,
      text: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type.name} ${selection} } }`,
      variables: { of },
    };
  });
}

function entityTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const union = schema.getType('_Entity');
  return isUnionType(union) ? union.getTypes() : [];
}

/** The fields of each entity's key, by the type's name. */
function keysOf(schema: GraphQLSchema): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const type of entityTypes(schema)) {
    const [key] = (type.astNode?.directives ?? []).filter(({ name }) => name.value === 'key');
    const fields = key?.arguments?.find(({ name }) => name.value === 'fields')?.value;
    if (!isObjectType(type) || fields?.kind !== 'StringValue') throw new Error(`expected a key of ${type.name}`);
    keys.set(type.name, fields.value.split(' '));
  }
  return keys;
}

/** The entities anywhere in an answer, by type and key. */
function collectKeys(answer: unknown, keys: Map<string, string[]>, found: Map<string, Map<string, object>>): void {
  if (Array.isArray(answer)) for (const each of answer) collectKeys(each, keys, found);
  if (typeof answer !== 'object' || answer === null) return;
  const { __typename: name } = answer as { __typename?: string };
  const key = name === undefined ? undefined : keys.get(name)?.map((field) => [field, (answer as never)[field]]);
  if (name !== undefined && key?.every(([, value]) => value)) {
    const ofType = found.get(name) ?? new Map<string, object>();
    found.set(name, ofType.set(JSON.stringify(key), { __typename: name, ...Object.fromEntries(key) }));
  }
  for (const value of Object.values(answer)) collectKeys(value, keys, found);
}
