import type { GraphQLFormattedError } from 'graphql';

/** Said by graphql-js and Apollo Server, whose words repeat what the client sent; all other codes are ours, and so are their words. */
const others = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  undefined,
]);

/**
 * What of an error a client sees. Errors with a code were written for clients: by the subgraphs, which mask theirs, by the
 * gateway's own checks, or by GraphQL, whose messages lose the value they repeat. Anything else is a fault of the gateway,
 * told by a code alone (and logged, see operation-checks.ts).
 */
export function maskError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { code, serviceName } = formatted.extensions ?? {};
  if (serviceName) return formatted;
  if (others.has(code)) return { ...formatted, message: withoutValues(formatted.message) };
  if (code !== 'INTERNAL_SERVER_ERROR') return formatted;
  return {
    message: 'Internal server error.',
    ...(formatted.path && { path: formatted.path }),
    extensions: { code },
  };
}

/** graphql-js' sentences that hold the client's value, which may be personal, and the same without it. */
const repeating: [RegExp, string][] = [
  [/^(Variable "\$\w+" got) invalid value .*/s, '$1 an invalid value: expected what its type says.'],
  [/(cannot represent (?:a )?[^:]*): .*/s, '$1.'],
  [/Value ".*" does not exist in/s, 'The value does not exist in'],
  [/, found .*/s, '.'],
  [/^Enum "(\w+)" cannot represent.*/s, 'Enum "$1" cannot represent the value.'],
  [/^Unknown operation named ".*"/s, 'Unknown operation'],
  [/^(Syntax Error: .*?),? found .*/s, '$1.'],
  [/^(Syntax Error: Unexpected (?:Int|Float|String|BlockString|Name)) .*/s, '$1.'],
];

function withoutValues(message: string): string {
  return repeating.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), message);
}
