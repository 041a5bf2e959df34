import { LRUCache } from 'lru-cache';
import { hashOf, type Manifest } from '../../schema/manifests/manifest.ts';
import type { Manifests } from './read-manifests.ts';
import { countTokens, meaningHash } from './tokens.ts';

/** Which documents some manifests let a client execute. `client` is null for one that no token names. */
export type Trust = {
  /** The text of the document with this id, where the client may execute it. */
  textOf: (id: string, client: string | null) => string | undefined;
  isTrusted: (text: string, client: string | null) => boolean;
  /** The names of all operations in the manifests: few, and none a client's invention. */
  operationNames: ReadonlySet<string>;
};

type Known = { texts: ReadonlyMap<string, string>; meanings: ReadonlySet<string> };

/** A text that is sent again and again is read once. By its hash, as everywhere: a text can hold personal values. */
const remembered = { meanings: 4_096 };

/** Prepares manifests for being asked on every request. */
export function createTrust({ common, partners }: Manifests): Trust {
  const all = [common, ...partners.values()].flatMap(({ operations }) => operations);
  // So that what a stranger sends is read no further than a trusted document could go.
  const maxTokens = all.reduce((most, { body }) => Math.max(most, countTokens(body)), 0);
  const know = ({ operations }: Manifest): Known => ({
    texts: new Map(operations.map(({ id, body }) => [id, body])),
    meanings: new Set(operations.map(({ body }) => meaningHash(body, maxTokens) as string)),
  });
  const ofAll = know(common);
  const ofClient = new Map([...partners].map(([client, manifest]) => [client, know(manifest)]));
  const knownTo = (client: string | null) => {
    const own = client === null ? undefined : ofClient.get(client);
    return own ? [own, ofAll] : [ofAll];
  };
  const meanings = new LRUCache<string, { meaning: string | null }>({ max: remembered.meanings });
  const meaningOf = (text: string, hash: string) => {
    const found = meanings.get(hash) ?? { meaning: meaningHash(text, maxTokens) };
    meanings.set(hash, found);
    return found.meaning;
  };
  return {
    textOf: (id, client) => {
      for (const { texts } of knownTo(client)) {
        const text = texts.get(id);
        if (text !== undefined) return text;
      }
      return undefined;
    },
    isTrusted: (text, client) => {
      const hash = hashOf(text);
      const known = knownTo(client);
      if (known.some(({ texts }) => texts.has(hash))) return true;
      const meaning = meaningOf(text, hash);
      return meaning !== null && known.some((one) => one.meanings.has(meaning));
    },
    operationNames: new Set(all.map(({ name }) => name)),
  };
}
