import type { ConstDirectiveNode, DirectiveNode } from 'graphql';
import { AccessRuleError, argumentsOf, type Link } from './links.ts';
import { allOf, type Dnf, open, type Requirement } from './requirement.ts';

/** The specifications whose directives are rules, with the one version that is understood. */
const specifications: Record<string, { version: string; directives: Directive[] }> = {
  'https://specs.apollo.dev/authenticated': { version: 'v0.1', directives: ['authenticated'] },
  'https://specs.apollo.dev/requiresScopes': { version: 'v0.1', directives: ['requiresScopes'] },
  'https://specs.apollo.dev/policy': { version: 'v0.1', directives: ['policy'] },
  'https://lienthong.example/access': {
    version: 'v0.1',
    directives: ['public', 'personalData', 'masked', 'reveals'],
  },
};

type Directive = 'authenticated' | 'requiresScopes' | 'policy' | 'public' | 'personalData' | 'masked' | 'reveals';

/** Federation's own: they count under these names also where nothing links them. */
const restricting: Directive[] = ['authenticated', 'requiresScopes', 'policy'];

/** The rule that one place of the schema declares for itself. */
export type Rule = Requirement & { isPublic: boolean };

export type RuleReader = {
  /** Whether the schema says of each field who may see it. */
  declares: boolean;
  /** The links, directives and types that are about rules, and that @apollo/gateway must not see. */
  links: Link[];
  isRule: (directive: string) => boolean;
  read: (directives: readonly (DirectiveNode | ConstDirectiveNode)[]) => Rule;
};

/** Reads rules under the names that the links give their directives. AccessRuleError for a version not understood. */
export function createRuleReader(all: Link[]): RuleReader {
  const links = all.filter(({ identity }) => Object.hasOwn(specifications, identity));
  const names = new Map<string, Directive>();
  for (const { identity, version, directiveName } of links) {
    const known = specifications[identity] as (typeof specifications)[string];
    if (version !== known.version)
      throw new AccessRuleError(`it links ${identity}/${version}: expected ${identity}/${known.version}`);
    for (const directive of known.directives) names.set(directiveName(directive), directive);
  }
  const others = all.filter((link) => !links.includes(link));
  for (const name of restricting)
    if (!others.some(({ imported }) => imported.has(`@${name}`)) && !names.has(name)) names.set(name, name);
  return {
    declares: links.some(({ identity }) => identity === 'https://lienthong.example/access'),
    links,
    isRule: (directive) => names.has(directive),
    read: (directives) => readRule(directives, names),
  };
}

function readRule(
  directives: readonly (DirectiveNode | ConstDirectiveNode)[],
  names: ReadonlyMap<string, Directive>,
): Rule {
  const parts = directives.flatMap((node): (Partial<Requirement> & { isPublic?: boolean })[] => {
    const given = argumentsOf(node);
    switch (names.get(node.name.value)) {
      case 'authenticated':
        return [{ authenticated: true }];
      case 'requiresScopes':
      case 'reveals':
        return [{ scopes: [readDnf(node, given.get('scopes'))] }];
      case 'policy':
        return [{ policies: [readDnf(node, given.get('policies'))] }];
      case 'public':
        return [{ isPublic: true }];
      case 'masked':
        return [{ masked: true }];
      case 'personalData': {
        const category = given.get('category');
        if (category !== 'BASIC' && category !== 'SENSITIVE')
          throw new AccessRuleError(`@${node.name.value} has another category than BASIC or SENSITIVE`);
        return [{ category, sensitive: category === 'SENSITIVE' }];
      }
      default:
        return [];
    }
  });
  const isPublic = parts.some((part) => part.isPublic);
  const all = allOf(parts.map((part) => ({ ...open, ...part })));
  const declared = isPublic || all.authenticated || all.scopes.length > 0 || all.policies.length > 0;
  return { ...all, declared, isPublic };
}

function readDnf(node: DirectiveNode | ConstDirectiveNode, value: unknown): Dnf {
  const isDnf =
    Array.isArray(value) &&
    value.every((all) => Array.isArray(all) && all.every((name) => typeof name === 'string' && name !== ''));
  if (isDnf) return value as string[][];
  throw new AccessRuleError(`@${node.name.value} is not understood: expected a list of lists of names`);
}
