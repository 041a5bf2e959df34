import {
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  type SelectionNode,
} from 'graphql';

/**
 * Whether `@skip` and `@include` leave a node in. BAD_USER_INPUT where a variable is null that decides it: one with a default may
 * be declared without `!`, and be given null all the same (specification, 5.8.5).
 *
 * @param variables coerced
 */
export function isIncluded(node: SelectionNode, variables: Record<string, unknown>): boolean {
  if (!node.directives?.length) return true;
  try {
    if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
  } catch {
    throw new GraphQLError('Expected true or false for each variable that @skip or @include asks.', {
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  }
}
