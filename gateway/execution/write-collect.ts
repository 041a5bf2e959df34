import { fieldOf, type Held, identity, pairs, pick, property, quote, readField } from './code.ts';
import type { PlannedFetch } from './plan-shape.ts';
import { sourceOf } from './sources.ts';
import { Unsupported } from './unsupported.ts';

/**
 * Code that finds the entities of a fetch in what is answered already, in the order of the answer, and gathers what is sent of
 * them, each representation once: `(fetches, found) => void`. `found.paths`, where there is such a list, is given the way to each.
 */
export function writeCollect(fetch: PlannedFetch, fetches: readonly PlannedFetch[]): string {
  let names = 0;
  const fresh = (prefix: string) => `${prefix}${++names}`;
  const before = fetches.filter(({ index }) => fetch.before.has(index));

  const walk = (held: readonly Held[], done: readonly string[], way: readonly string[]): string => {
    const joined = before.filter(({ keys, path }) => keys && isSame(path, done));
    const entities = joined.map((other) => ({ other, name: fresh('entity') }));
    const lines = entities.map(
      ({ other, name }) => `const ${name} = join(fetches[${other.index}], ${identity(held, other)});`,
    );
    const here = [
      ...held,
      ...entities.map(({ other, name }) => ({ source: sourceOf(other), code: name, isObject: false })),
    ];
    const [name, ...rest] = fetch.path.slice(done.length);
    return [...lines, name === undefined ? represent(held, here, way) : step(here, name, rest, done, way)].join('\n');
  };

  const step = (
    held: readonly Held[],
    name: string,
    rest: readonly string[],
    done: readonly string[],
    way: readonly string[],
  ) => {
    const read = fieldOf(held, name);
    if (read.length === 0) throw new Unsupported('path');
    const values = read.map(({ source, code }) => ({ source, code: fresh('value'), read: code, isObject: false }));
    return [
      ...values.map(({ code, read: from }) => `const ${code} = ${from};`),
      inside(values, rest, [...done, name], [...way, quote(name)]),
    ].join('\n');
  };

  /** Into lists, as far as the path says so, then into the object. */
  const inside = (
    values: readonly Held[],
    rest: readonly string[],
    done: readonly string[],
    way: readonly string[],
  ): string => {
    const codes = values.map(({ code }) => code);
    const agreed = pairs(codes).map(([one, other]) => `agree(${one}, ${other});`);
    const test = rest[0] === '@' ? 'isList' : 'isObject';
    const some = codes.map((code) => `${test}(${code})`).join(' | ');
    if (rest[0] !== '@') {
      const isObject = values.length === 1;
      const held = values.map((value) => ({ ...value, isObject }));
      return [...agreed, `if (${some}) {`, walk(held, done, way), '}'].join('\n');
    }
    const index = fresh('index');
    const items = values.map(({ source, code }) => ({ source, code: fresh('item'), list: code, isObject: false }));
    return [
      ...agreed,
      `if (${some}) for (let ${index} = 0; ${index} < (${codes.join(' ?? ')}).length; ${index} += 1) {`,
      ...items.map(({ code, list }) => `const ${code} = ${list}${values.length === 1 ? '' : '?.'}[${index}];`),
      inside(items, rest.slice(1), [...done, '@'], [...way, index]),
      '}',
    ].join('\n');
  };

  /** @param held without, @param here with the entities that fetches before have completed */
  const represent = (held: readonly Held[], here: readonly Held[], way: readonly string[]): string => {
    const given = (name: string) => {
      const asked = here.filter(({ source }) => source.fields.has(name));
      return pick(asked.map((each) => readField(each, name)));
    };
    const ofType = [...(fetch.keys ?? [])].map(([type, { fields, parts }], at) => {
      const values = fields.map((name) => ({ name, code: name === '__typename' ? 'type' : fresh('key') }));
      const keys = values.filter(({ name }) => name !== '__typename').map(({ code }) => code);
      return `if (type === ${quote(type)}) {
        ${values.flatMap(({ name, code }) => (name === '__typename' ? [] : [`const ${code} = ${given(name)};`])).join('\n')}
        if (${keys.map((code) => `${code} !== undefined`).join(' && ') || 'true'}) {
          ${keys.map((code) => `if (typeof ${code} === 'object' && ${code} !== null) throw fail;`).join('\n')}
          const key = ${keys.length === 1 ? keys[0] : `JSON.stringify([${keys.join(', ')}])`};
          const seen = found.seen[${at}];
          place = seen.get(key);
          if (place === undefined) {
            place = found.representations.length;
            seen.set(key, place);
            found.representations.push({ ${values.map(({ name, code }) => `${property(name)}: ${code}`).join(', ')} });
          }
        }${parts > 1 ? ' else throw fail;' : ''}
      }`;
    });
    return `found.objects.push(${identity(held, fetch)});
      if (found.paths) found.paths.push([${way.join(', ')}]);
      const type = ${given('__typename')};
      let place;
      ${ofType.join(' else ')}
      found.places.push(place ?? -1);`;
  };

  const roots = before.filter(({ keys }) => !keys);
  const held = roots.map((other) => ({
    source: sourceOf(other),
    code: `fetches[${other.index}].data`,
    isObject: false,
  }));
  const joined = before.filter(({ keys }) => keys);
  return `(fetches, found) => {
    ${joined.map(({ index }) => `fetches[${index}].at = 0;`).join('\n')}
    ${walk(held, [], [])}
  }`;
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((part, at) => part === other[at]);
