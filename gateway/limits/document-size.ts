import { type DocumentNode, GraphQLError, Kind } from 'graphql';
import { createMeasure, type DocumentSize } from './measure-document.ts';
import type { OperationLimits } from './operation-limits.ts';
import { operationTooLarge } from './too-large.ts';

/** What each limit counts, as a refusal says it. */
const counted: { [Limit in keyof DocumentSize]: string } = {
  nesting: 'fields, fragments and values within one another',
  depth: 'levels of fields',
  rootFields: 'fields at the root',
  selections: 'fields and fragments, each counted wherever it is used',
  aliases: 'aliases',
  directives: 'directives',
  directivesOnOne: 'directives on one place',
  listItems: 'items in a list',
};

/**
 * The first limit that a document breaks, whatever the schema. Asked before validation, whose rules compare fields in pairs
 * and follow fragments into one another; a document within these limits is cheap to validate.
 */
export function findOversize(document: DocumentNode, limits: OperationLimits): GraphQLError | undefined {
  const expect = (most: number, what: string, found: number) => {
    if (found > most) throw operationTooLarge(`expected at most ${most} ${what}, found ${found}`);
  };
  try {
    // Names and comments are one token, however long; errors repeat names.
    const { length } = document.loc?.source.body ?? '';
    expect(limits.characters, 'characters', length);
    expect(limits.definitions, 'operations and fragments', document.definitions.length);
    const measure = createMeasure(document, limits.nesting);
    for (const definition of document.definitions) {
      const size = measure(definition);
      for (const limit of Object.keys(counted) as (keyof DocumentSize)[])
        if (limit !== 'rootFields' || definition.kind === Kind.OPERATION_DEFINITION)
          expect(limits[limit], counted[limit], size[limit]);
    }
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
