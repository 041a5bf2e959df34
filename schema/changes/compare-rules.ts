import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { describeRequirement } from '../access/describe-rules.ts';
import { readAccess } from '../access/read-access.ts';
import { implies, type Requirement } from '../access/requirement.ts';
import type { AccessRules } from '../access/rules.ts';
import type { Change } from './compare.ts';
import { fieldOf } from './touched.ts';

export type Ruled = { api: GraphQLSchema; supergraph: string };

/** A part of a schema that has a rule: its coordinate, the rule in an edition, and what one names to be touched. */
type Part = { coordinate: string; requirement: (rules: AccessRules) => Requirement; touches: readonly string[] };

/**
 * What another rule of access changes for clients: asked for more, they are told null where they were told a value (breaking);
 * asked for less, more are told (dangerous: not for clients, but for those whose data it is).
 */
export function compareRules(before: Ruled, after: Ruled): Change[] {
  const [old, now] = [readAccess(before.supergraph).rules, readAccess(after.supergraph).rules];
  const kept = new Set(partsOf(after.api).map(({ coordinate }) => coordinate));
  return partsOf(before.api)
    .filter(({ coordinate }) => kept.has(coordinate))
    .flatMap(({ coordinate, requirement, touches }): Change[] => {
      const [from, to] = [requirement(old), requirement(now)];
      const [was, is] = [from, to].map(inWords) as [string, string];
      if (was === is) return [];
      const change = { path: coordinate, message: `Who may use '${coordinate}' changed from ${was} to ${is}` };
      return asksMore(from, to)
        ? [{ ...change, level: 'breaking', reason: 'Callers without it are refused from then on.', touches }]
        : [{ ...change, level: 'dangerous', reason: 'More callers are told it than before.', touches: [] }];
    });
}

const inWords = (rule: Requirement) => `${describeRequirement(rule)}${rule.masked ? ', masked' : ''}`;

/** Whether somebody who met the one does not meet the other, or is shown less. */
function asksMore(from: Requirement, to: Requirement): boolean {
  const hadToken = from.authenticated || from.scopes.length > 0 || from.policies.length > 0;
  return (
    (from.declared && !to.declared) ||
    (!from.sensitive && to.sensitive) ||
    (!from.masked && to.masked) ||
    (!hadToken && to.authenticated) ||
    to.scopes.some((wanted) => !implies(from.scopes, wanted)) ||
    to.policies.some((wanted) => !implies(from.policies, wanted))
  );
}

function partsOf(api: GraphQLSchema): Part[] {
  return Object.values(api.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type): Part[] => {
      const part = (name: string, requirement: Part['requirement']): Part => {
        const coordinate = `${type.name}.${name}`;
        return { coordinate, requirement, touches: [coordinate] };
      };
      if (isEnumType(type))
        return type.getValues().map(({ name }) => part(name, (rules) => rules.requirementOfEnumValue(type.name, name)));
      if (isInputObjectType(type))
        return Object.keys(type.getFields()).map((name) =>
          part(name, (rules) => rules.requirementOfInputField(type.name, name)),
        );
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      return Object.values(type.getFields()).flatMap(({ name, args }) => [
        { ...part(name, (rules) => rules.requirementOf(type.name, name)), touches: fieldOf(api, type.name, name) },
        ...args.map((argument) =>
          part(`${name}(${argument.name}:)`, (rules) => rules.requirementOfArgument(type.name, name, argument.name)),
        ),
      ]);
    });
}
