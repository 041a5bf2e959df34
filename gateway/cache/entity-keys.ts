import type { Lifetimes } from './lifetimes.ts';

/** What a plan sends to name an entity: its type, and the fields that are its key. */
export type Representation = { __typename: string } & Record<string, unknown>;

/**
 * What entities that one document asks are kept under: texts that begin with its number. Undefined where a field of the key is not
 * told to everyone, because it could be about people. Plans name nearly all by one field, so that a key is that field's value
 * behind what is worked out once; writing a representation as JSON, and finding what is kept by so long a text, took most of
 * what keeping saves.
 */
export function createEntityKeys(
  document: number,
  lifetimes: Lifetimes,
): (given: Representation) => string | undefined {
  /** By type and name of the key's field: how what is kept begins, so that neither is mistaken for another. */
  const forms = new Map<string, Map<string, string>>();
  let made = 0;
  const isPublic = (type: string, name: string) => lifetimes.has(`${type}.${name}`);

  const formOf = (type: string, name: string): string | undefined => {
    const found = forms.get(type)?.get(name);
    if (found !== undefined || !isPublic(type, name)) return found;
    const form = `${document}.${++made} `;
    forms.set(type, (forms.get(type) ?? new Map<string, string>()).set(name, form));
    return form;
  };
  const written = (given: Representation) =>
    Object.keys(given).every((name) => name === '__typename' || isPublic(given.__typename, name))
      ? `${document} ${JSON.stringify(given)}`
      : undefined;

  return (given) => {
    let key: string | undefined;
    for (const name in given) {
      if (name === '__typename') continue;
      if (key !== undefined) return written(given);
      key = name;
    }
    const value = key === undefined ? undefined : given[key];
    if (key === undefined || typeof value !== 'string') return written(given);
    const form = formOf(given.__typename, key);
    return form === undefined ? undefined : form + value;
  };
}
