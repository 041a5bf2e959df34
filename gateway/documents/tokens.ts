import { Lexer, Source, type Token, TokenKind } from 'graphql';
import { hashOf } from '../../schema/manifests/manifest.ts';

/**
 * The hash of a document as GraphQL reads it: spaces, commas and comments do not count, nor how a string is quoted.
 *
 * @param maxTokens what is longer is not read to its end
 * @returns SHA-256 in hexadecimal; null for what is longer, or no GraphQL
 */
export function meaningHash(text: string, maxTokens: number): string | null {
  return hashTokens(text, maxTokens, ({ kind, value }) => (isString(kind) ? JSON.stringify(value) : (value ?? kind)));
}

/**
 * The same of the document without the values that are written in it: fit for a log, where the hash of a text that holds a
 * personal number could be found again by trying all numbers.
 */
export function shapeHash(text: string, maxTokens: number): string | null {
  return hashTokens(text, maxTokens, ({ kind, value }) => {
    if (isString(kind)) return '""';
    if (kind === TokenKind.INT || kind === TokenKind.FLOAT) return '0';
    // A number can stand in an alias too.
    return value?.replaceAll(/\d{6,}/g, '0') ?? kind;
  });
}

/** How many tokens a document has. */
export function countTokens(text: string): number {
  return [...tokensOf(text)].length;
}

function hashTokens(text: string, maxTokens: number, write: (token: Token) => string): string | null {
  const written: string[] = [];
  try {
    for (const token of tokensOf(text)) {
      if (written.length === maxTokens) return null;
      written.push(write(token));
    }
  } catch {
    return null;
  }
  return hashOf(written.join(' '));
}

function* tokensOf(text: string): Generator<Token> {
  const lexer = new Lexer(new Source(text));
  while (lexer.advance().kind !== TokenKind.EOF) yield lexer.token;
}

const isString = (kind: string) => kind === TokenKind.STRING || kind === TokenKind.BLOCK_STRING;
