import { useGraphiQL } from '@graphiql/react';
import {
  FieldsOnCorrectTypeRule,
  type GraphQLSchema,
  KnownArgumentNamesRule,
  KnownTypeNamesRule,
  parse,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql';
import { useMemo } from 'react';
import { committedOperation, exampleGroups } from './committed.ts';
import type { ExampleGroup } from './example.ts';

/** The examples that the schema of whoever asks answers: of a contract some. All of them where the schema is not told. */
export function useOfferedGroups(): ExampleGroup[] {
  const schema = useGraphiQL((state) => state.schema);
  return useMemo(() => (schema ? offeredIn(schema) : exampleGroups), [schema]);
}

/** What of a valid operation a part of its schema may lack. */
const rules = [FieldsOnCorrectTypeRule, KnownArgumentNamesRule, KnownTypeNamesRule, ValuesOfCorrectTypeRule];

function offeredIn(schema: GraphQLSchema): ExampleGroup[] {
  return exampleGroups.flatMap((group) => {
    const examples = group.examples.filter(
      ({ operation }) => validate(schema, parse(committedOperation(operation)), rules, { maxErrors: 1 }).length === 0,
    );
    return examples.length > 0 ? [{ ...group, examples }] : [];
  });
}
