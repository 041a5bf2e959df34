import { type ConstDirectiveNode, type DirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

/** Said when the access rules of a supergraph cannot be read: it must not be served as if it had none. */
export class AccessRuleError extends Error {}

/** A specification that a schema links, and under which names its directives and types stand there. */
export type Link = {
  /** The address without the version: `https://specs.apollo.dev/policy`. */
  identity: string;
  version: string;
  node: DirectiveNode;
  /** `authenticated` -> the directive's name in this schema. */
  directiveName: (name: string) => string;
  /** Every name without `@` or with it that `import` brought in. */
  imported: ReadonlySet<string>;
  /** Whether a type of the schema belongs to the specification. */
  ownsType: (name: string) => boolean;
};

/** Arguments of an applied directive, as plain values. */
export function argumentsOf(node: DirectiveNode | ConstDirectiveNode): Map<string, unknown> {
  return new Map((node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

/** All specifications linked by the schema's `@link` (or `@core`), whatever that is called there. */
export function readLinks(document: DocumentNode): Link[] {
  const applied = document.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION ? (node.directives ?? []) : [],
  );
  const linking = new Set(
    applied
      .filter((node) => /^https:\/\/specs\.apollo\.dev\/(link|core)$/.test(addressOf(node)?.identity ?? ''))
      .map(({ name }) => name.value),
  );
  return applied.filter(({ name }) => linking.has(name.value)).flatMap(readLink);
}

function readLink(node: DirectiveNode): Link[] {
  const address = addressOf(node);
  if (!address) return [];
  const given = argumentsOf(node);
  const specification = address.identity.slice(address.identity.lastIndexOf('/') + 1);
  const prefix = typeof given.get('as') === 'string' ? (given.get('as') as string) : specification;
  const imports = readImports(given.get('import'));
  return [
    {
      ...address,
      node,
      directiveName: (name) =>
        imports.get(`@${name}`)?.slice(1) ?? (name === specification ? prefix : `${prefix}__${name}`),
      imported: new Set(imports.values()),
      ownsType: (name) => name.startsWith(`${prefix}__`) || [...imports.values()].includes(name),
    },
  ];
}

/** `import: ["@a", { name: "@b", as: "@c" }]` as what each is called there. */
function readImports(given: unknown): Map<string, string> {
  const entries = (Array.isArray(given) ? given : []).map((entry): [string, string] => {
    if (typeof entry === 'string') return [entry, entry];
    const { name, as = name } = (entry ?? {}) as { name?: unknown; as?: unknown };
    if (typeof name === 'string' && typeof as === 'string') return [name, as];
    throw new AccessRuleError('a @link imports what has no name: expected "@name" or { name: "@name", as: "@other" }');
  });
  return new Map(entries);
}

/** `https://specs.apollo.dev/policy/v0.1` in its parts; nothing where it is not such an address. */
function addressOf(node: DirectiveNode): { identity: string; version: string } | undefined {
  const given = argumentsOf(node);
  const url = given.get('url') ?? given.get('feature');
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const { origin, pathname } = new URL(url);
  const [, path, version] = /^(.+)\/(v\d+\.\d+)\/?$/.exec(pathname) ?? [];
  return path && version ? { identity: `${origin}${path}`, version } : undefined;
}
