import { readFileSync } from 'node:fs';
import { type DirectiveNode, Kind, parse, valueFromASTUntyped } from 'graphql';

/** What a column of the matrix holds, as far as rules ask for it. */
export type Holder = { authenticated: boolean; scopes: readonly string[]; purpose: boolean; national: boolean };

/** Alternatives, of each of which all are needed. */
type Alternatives = string[][];

type Rule = {
  declared: boolean;
  public: boolean;
  authenticated: boolean;
  sensitive: boolean;
  personal: boolean;
  masked: boolean;
  scopes: Alternatives[];
  policies: Alternatives[];
};

/**
 * The rules as a second reader finds them, told apart from the gateway's: by the directives' plain names in the committed
 * supergraph, without caching, renaming or normalising. Keys are `Type`, `Type.field`, `Type.field(argument)`,
 * `Input.field` and `Enum.VALUE`.
 */
export function readRules(path = 'schema/supergraph.graphql') {
  const rules = new Map<string, Rule>();
  const entities = new Set<string>();
  for (const node of parse(readFileSync(path, 'utf8')).definitions) {
    if (!('name' in node) || !node.name) continue;
    const type = node.name.value;
    if ('directives' in node) rules.set(type, ruleOf(node.directives ?? []));
    if (JSON.stringify(node).includes('"value":"key"')) entities.add(type);
    const members = 'fields' in node ? node.fields : 'values' in node ? node.values : [];
    for (const member of members ?? []) {
      rules.set(`${type}.${member.name.value}`, ruleOf(member.directives ?? []));
      if (member.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of member.arguments ?? [])
        rules.set(`${type}.${member.name.value}(${argument.name.value})`, ruleOf(argument.directives ?? []));
    }
  }
  const at = (key: string): Rule => rules.get(key) ?? ruleOf([]);
  return {
    /** Whether a field says who may see it: itself, or its type, unless that is public and other databases add fields to it. */
    declares: (type: string, field: string) =>
      at(`${type}.${field}`).declared || (at(type).declared && !(at(type).public && entities.has(type))),
    /** Whether a holder may see a field: by its own rule, its type's and that of the type it gives. */
    allowsField: (holder: Holder, type: string, field: string, returned: string) =>
      [at(`${type}.${field}`), at(type), at(returned)].every((rule) => met(rule, holder)),
    /** Whether a field is shown masked, and whether it or its type has a category of personal data. */
    isMasked: (type: string, field: string) => at(`${type}.${field}`).masked,
    isPersonal: (type: string, field: string) => at(`${type}.${field}`).personal || at(type).personal,
    /** Whether a holder may use an argument, an input field or an enum value. */
    allowsInput: (holder: Holder, key: string) => met(at(key), holder),
    /** Arguments, input fields and enum values that tell about what some may not see. */
    revealing: [...rules].flatMap(([key, rule]) => (rule.scopes.length > 0 && !rule.declared ? [key] : [])),
  };
}

export type Rules = ReturnType<typeof readRules>;

function ruleOf(directives: readonly DirectiveNode[]): Rule {
  const named = (name: string) => directives.filter((directive) => directive.name.value === name);
  const values = (name: string, argument: string) =>
    named(name).flatMap((directive) =>
      (directive.arguments ?? []).flatMap(({ name, value }) =>
        name.value === argument ? [valueFromASTUntyped(value)] : [],
      ),
    );
  return {
    declared: ['public', 'authenticated', 'requiresScopes', 'policy'].some((name) => named(name).length > 0),
    public: named('public').length > 0,
    authenticated: named('authenticated').length > 0,
    sensitive: values('personalData', 'category').includes('SENSITIVE'),
    personal: named('personalData').length > 0,
    masked: named('masked').length > 0,
    scopes: [...values('requiresScopes', 'scopes'), ...values('reveals', 'scopes')] as Alternatives[],
    policies: values('policy', 'policies') as Alternatives[],
  };
}

function met(rule: Rule, { authenticated, scopes, purpose, national }: Holder): boolean {
  const policies = [...(purpose ? ['declared-purpose'] : []), ...(national ? ['national'] : [])];
  const oneOf = (held: readonly string[]) => (alternatives: Alternatives) =>
    alternatives.some((all) => all.every((one) => held.includes(one)));
  return (
    (!rule.authenticated || authenticated) &&
    (!rule.sensitive || purpose) &&
    rule.scopes.every(oneOf(scopes)) &&
    rule.policies.every(oneOf(policies))
  );
}
