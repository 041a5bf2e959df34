import type { GraphQLFormattedError } from 'graphql';

/**
 * What of an error a client sees. Errors with a code were written for clients: by the subgraphs, which mask theirs, or by
 * GraphQL, whose messages lose the value they repeat. Anything else is a fault of the gateway, told by a code alone (and
 * logged, see operation-checks.ts).
 */
export function maskError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { code, serviceName } = formatted.extensions ?? {};
  // The words of limits and refusals are ours.
  if (serviceName || code === 'OPERATION_TOO_LARGE' || code === 'UNAUTHORIZED_FIELD_OR_TYPE') return formatted;
  if (code !== 'INTERNAL_SERVER_ERROR') return { ...formatted, message: withoutValues(formatted.message) };
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
];

function withoutValues(message: string): string {
  return repeating.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), message);
}
