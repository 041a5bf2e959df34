import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLUnionType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { defaultOf, deprecation, describeField, needs } from './describe-field.ts';
import { type Html, html, prose } from './html.ts';
import { typeLink } from './links.ts';
import type { Reference } from './reference.ts';
import { kinds, said, type Words, words } from './words.ts';

/** A type with all that it has. */
export function describeType(reference: Reference, type: GraphQLNamedType): Html {
  return html`
<section class="type" id="${type.name}">
<h3><a href="#${type.name}">${type.name}</a> <span class="kind">${said(kindOf(type))}</span></h3>
${prose(type.description)}${describeParts(reference, type)}
</section>`;
}

function describeParts(reference: Reference, type: GraphQLNamedType): Html | Html[] {
  if (isEnumType(type)) return describeValues(reference, type);
  if (isInputObjectType(type)) return describeInputs(reference, type);
  if (isUnionType(type)) return describeMembers(reference, type);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const above = type.getInterfaces();
  return [
    ...(above.length > 0
      ? [html`<p>${said(words.isA)} ${above.map((one) => html`${typeLink(reference, one)} `)}</p>`]
      : []),
    ...Object.values(type.getFields()).map((field) => describeField(reference, type.name, field)),
  ];
}

function describeValues({ rules }: Reference, type: GraphQLEnumType): Html {
  return html`<dl>${type.getValues().map(
    (value) => html`
<dt id="${type.name}.${value.name}"><code>${value.name}</code></dt>
<dd>${deprecation(value.deprecationReason)}${prose(value.description)}${needs(rules.requirementOfEnumValue(type.name, value.name))}</dd>`,
  )}</dl>`;
}

function describeInputs(reference: Reference, type: GraphQLInputObjectType): Html {
  const fields = Object.values(type.getFields());
  return html`${type.isOneOf && html`<p>${said(words.exactlyOne)}</p>`}<dl>${fields.map(
    (field) => html`
<dt id="${type.name}.${field.name}"><code>${field.name}</code>: ${typeLink(reference, field.type)}${defaultOf(field)}</dt>
<dd>${deprecation(field.deprecationReason)}${prose(field.description)}${needs(reference.rules.requirementOfInputField(type.name, field.name))}</dd>`,
  )}</dl>`;
}

const describeMembers = (reference: Reference, type: GraphQLUnionType) =>
  html`<p>${said(words.oneOf)} ${type.getTypes().map((member, at) => html`${at > 0 && ', '}${typeLink(reference, member)}`)}</p>`;

function kindOf(type: GraphQLNamedType): Words {
  if (isEnumType(type)) return kinds.values;
  if (isInputObjectType(type)) return kinds.input;
  if (isUnionType(type)) return kinds.union;
  if (isInterfaceType(type)) return kinds.interface;
  return isObjectType(type) ? kinds.object : kinds.scalar;
}
