import { hash, mix } from './random.ts';

const namespaces = new Map<string, Map<string, number>>();

/**
 * The deterministic UUID (version 8) of generated record number `n` of a kind (such as 'appointment') about person or
 * employer `index`. Different (index, n) of one database and kind never collide: the first word is a bijection of the index, the
 * last of n.
 */
export function recordId(database: string, kind: string, index: number, n = 0): string {
  const namespace = namespaceOf(database, kind);
  const first = hex8(mix(index ^ namespace));
  const second = hex8(hash(namespace, index, n));
  const third = hex8(hash(namespace ^ 0x5bd1e995, index, n));
  const last = hex8(mix(n ^ namespace ^ 0x2545f491));
  const variant = '89ab'[Number.parseInt(third[0] as string, 16) & 3];
  return `${first}-${second.slice(0, 4)}-8${second.slice(5)}-${variant}${third.slice(1, 4)}-${third.slice(4)}${last}`;
}

function namespaceOf(database: string, kind: string): number {
  const kinds = namespaces.get(database) ?? new Map<string, number>();
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const namespace = textHash(`${database}/${kind}`);
  namespaces.set(database, kinds.set(kind, namespace));
  return namespace;
}

/** FNV-1a. */
export function textHash(text: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  return mix(h);
}

function hex8(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
