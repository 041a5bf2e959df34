import { createHash } from 'node:crypto';
import { type DocumentNode, type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Plan, planOf } from './plan.ts';

/** A document, and what was found out about it. */
export type Checked = {
  document: DocumentNode;
  errors: readonly GraphQLError[];
  planOf: (operationName: string | undefined) => Plan | undefined;
};

// A parsed document takes some thirty times its text, and compiled as much again; each subgraph has a cache of its own, which
// whoever asks ever new documents fills.
const maxCachedCharacters = 400_000;

/**
 * Documents, each validated and compiled once: by identity where the plan's own document is given (as long as the gateway keeps
 * the plan), by their text otherwise.
 */
export function createDocuments(schema: GraphQLSchema) {
  const given = new WeakMap<DocumentNode, Checked>();
  // By hash, because a document may hold a personal number as a literal; by size, because documents differ by a thousand.
  const sent = new LRUCache<string, Checked>({ maxSize: maxCachedCharacters });
  const check = (document: DocumentNode): Checked => {
    const plans = new Map<string | undefined, Plan>();
    return {
      document,
      errors: validate(schema, document),
      planOf: (name) => {
        const plan = plans.get(name) ?? planOf(schema, document, name);
        if (plan) plans.set(name, plan);
        return plan;
      },
    };
  };
  return {
    /** Throws GraphQL's own error where the text is none of its language. */
    check(text: string, document: DocumentNode | undefined): Checked {
      if (document) {
        const known = given.get(document) ?? check(document);
        given.set(document, known);
        return known;
      }
      const key = createHash('sha256').update(text).digest('base64');
      let known = sent.get(key);
      if (!known) {
        known = check(parse(text, { noLocation: true }));
        sent.set(key, known, { size: text.length });
      }
      return known;
    },
  };
}
