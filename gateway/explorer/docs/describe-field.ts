import { type GraphQLArgument, type GraphQLField, getNamedType } from 'graphql';
import { isOpen, type Requirement } from '../../../schema/access/requirement.ts';
import { type Html, html, inline, prose } from './html.ts';
import { typeLink } from './links.ts';
import type { Reference } from './reference.ts';
import { ruleOf, said, words } from './words.ts';

type Field = GraphQLField<unknown, unknown>;

/** A field of an object: what it tells, what it takes, who may see it, who tells it, and which operations show how it is used. */
export function describeField(reference: Reference, type: string, field: Field): Html {
  const { name, description, deprecationReason, args } = field;
  const id = `${type}.${name}`;
  return html`
<div class="field" id="${id}">
<h4><a href="#${id}">${name}</a><span class="result">: ${typeLink(reference, field.type)}</span></h4>
${deprecation(deprecationReason)}${prose(description)}
${args.length > 0 && html`<dl class="arguments">${args.map((argument) => describeArgument(reference, id, argument))}</dl>`}
<ul class="facts">${factsOf(reference, type, field).map((fact) => html`<li>${fact}</li>`)}</ul>
</div>`;
}

function describeArgument(reference: Reference, field: string, argument: GraphQLArgument): Html {
  const [type = '', name = ''] = field.split('.');
  const rule = reference.rules.requirementOfArgument(type, name, argument.name);
  return html`
<dt id="${field}.${argument.name}"><code>${argument.name}</code>: ${typeLink(reference, argument.type)}${defaultOf(argument)}</dt>
<dd>${deprecation(argument.deprecationReason)}${prose(argument.description)}${needs(rule)}</dd>`;
}

function factsOf({ rules, costs, examples, ownersOf, roomOf }: Reference, type: string, field: Field): Html[] {
  const rule = rules.requirementOf(type, field.name);
  const owners = ownersOf(type, field.name).filter((owner) => owner !== roomOf(type));
  const weight = costs.weights.get(`${type}.${field.name}`);
  const using = examples.filter(({ coordinates }) => coordinates.has(`${type}.${field.name}`)).map(({ name }) => name);
  const isRoot = roomOf(type) === 'shared' && (type === 'Query' || type === 'Mutation');
  return [
    html`<span class="rule">${said(words.who)}: ${said(ruleOf(rule))}</span>`,
    rule.category && html`${said(words.personal)}, ${rule.category}`,
    rule.masked && html`${said(words.masked)} <code>person:identify</code>`,
    owners.length === 1 && !isRoot && html`${said(words.toldBy)} ${owners[0]}`,
    weight !== undefined && html`${said(words.costs)} ${weight}`,
    using.length > 0 && usedBy(using),
  ].filter((fact) => fact instanceof Object);
}

/** The first few; the whole list is found by searching for the field among the operations. */
function usedBy(names: readonly string[]): Html {
  const shown = names.slice(0, 3).map((name, at) => html`${at > 0 && ', '}<a href="operations#${name}">${name}</a>`);
  const rest = names.length - 3;
  const more = said({ en: ` and ${rest} more`, vi: ` và ${rest} câu hỏi khác` });
  return html`${said(words.usedBy)} ${shown}${rest > 0 && more}`;
}

/** What an argument, an input field or a value needs beyond the field it is used in. */
export function needs(rule: Requirement): Html | false {
  return !isOpen(rule) && html`<p class="rule">${said(words.needs)}: ${said(ruleOf(rule))}</p>`;
}

export const deprecation = (reason: string | null | undefined) =>
  reason !== null &&
  reason !== undefined &&
  html`<p class="deprecated"><strong>${said(words.deprecated)}</strong> ${inline(reason)}</p>`;

/** As the SDL writes it. */
export function defaultOf({ astNode, type }: Pick<GraphQLArgument, 'astNode' | 'type'>): Html | false {
  const value = astNode?.defaultValue;
  if (!value) return false;
  const { start = 0, end = 0, source } = value.loc ?? {};
  return html` = <code title="default of ${getNamedType(type).name}">${source?.body.slice(start, end)}</code>`;
}
