import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import {
  enumValues,
  type Filter,
  type ListField,
  type Question,
  singleFilters,
  statisticFields,
  valuesOf,
} from './questions.ts';

/** A commune, in whose territory few records stand. */
const place = { unitIds: ['26740@2025-07-01'] };

/** Every statistic of a subgraph: by each group over all records and over those of a commune; over what each filter leaves. */
export const statisticQuestions = (subgraph: Subgraph): Question[] =>
  statisticFields(subgraph.schema).flatMap((statistic) => {
    // Several values at once are for whoever is told all alone, and give no other plan.
    const filters = singleFilters(statistic).filter((filter) => !Object.values(filter).some(isSeveral));
    const hasPlace = filters.some((filter) => 'unitIds' in filter);
    return [
      ...groupsOf(statistic).flatMap((groupBy) => [
        question(statistic, groupBy),
        ...(hasPlace ? [question(statistic, groupBy, place)] : []),
      ]),
      ...filters.map((filter) => question(statistic, [], filter)),
    ];
  });

const isSeveral = (value: unknown) => Array.isArray(value) && value.length > 1;

const groupsOf = (statistic: ListField): string[][] => [
  [],
  ...enumValues(statistic, 'groupBy').map((group) => [group]),
];

function question({ field }: ListField, groupBy: string[], filter?: Filter): Question {
  const given: Record<string, unknown> = { groupBy, ...(filter && { filter }) };
  for (const argument of field.args)
    if (String(argument.type).endsWith('!') && !(argument.name in given)) given[argument.name] = valuesOf(argument)[0];
  const used = field.args.filter(({ name }) => name in given);
  const declared = used.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = used.map(({ name }) => `${name}: $${name}`).join(', ');
  return {
    label: `${field.name} ${JSON.stringify(given)}`,
    text: `query (${declared}) { ${field.name}(${passed}) { __typename } }`,
    variables: given,
  };
}
