import type { GraphQLError } from 'graphql';
import type { OperationLimits } from './operation-limits.ts';
import { variablesTooLarge } from './too-large.ts';

type Limits = Pick<OperationLimits, 'variableBytes' | 'variableNesting' | 'listItems'>;

/**
 * The first limit that a request's variables break, used by the operation or not: in bytes as JSON would write them (without
 * escapes). Does not recurse, because JSON nests by the hundred thousand.
 */
export function findOversizeVariables(variables: Record<string, unknown>, limits: Limits): GraphQLError | undefined {
  let bytes = 0;
  const waiting: [value: unknown, level: number][] = [[variables, 0]];
  for (let next = waiting.pop(); next && bytes <= limits.variableBytes; next = waiting.pop()) {
    const [value, level] = next;
    if (typeof value === 'string') bytes += Buffer.byteLength(value) + 2;
    else if (typeof value !== 'object' || value === null) {
      // JSON writes numbers that are none, and over HTTP they would become null.
      if (typeof value === 'number' && !Number.isFinite(value))
        return variablesTooLarge(`expected numbers up to ${Number.MAX_VALUE}`);
      bytes += String(value).length;
    } else if (level > limits.variableNesting) {
      return variablesTooLarge(`expected at most ${limits.variableNesting} lists and objects within one another`);
    } else if (Array.isArray(value)) {
      if (value.length > limits.listItems)
        return variablesTooLarge(`expected lists of at most ${limits.listItems} items`);
      for (const item of value) waiting.push([item, level + 1]);
      bytes += value.length + 2;
    } else {
      for (const name in value) {
        if (bytes > limits.variableBytes) break;
        bytes += Buffer.byteLength(name) + 4;
        waiting.push([(value as Record<string, unknown>)[name], level + 1]);
      }
    }
  }
  return bytes > limits.variableBytes
    ? variablesTooLarge(`expected at most ${limits.variableBytes} bytes of JSON`)
    : undefined;
}
