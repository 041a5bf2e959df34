import type { ServingUrls } from '../../subgraphs/kit/database-urls.ts';
import type { Subgraph } from '../../subgraphs/kit/define-subgraph.ts';
import { auditor } from './callers.ts';
import { parentsOf } from './parents.ts';
import {
  enumValues,
  type Filter,
  type ListField,
  listFields,
  listQuestion,
  type PageVariables,
  type Question,
  singleFilters,
  withPlaces,
} from './questions.ts';
import { answering } from './read-plans.ts';

const directions = ['ASC', 'DESC'] as const;

/**
 * Pages of every list of a subgraph: in every order and direction, at the beginning and further on; in every order with each
 * filter; with each filter beside a place. For a caller who does not see all, those without a filter and each filter in the
 * usual order. And the totals of each filter.
 */
export async function listQuestions(subgraph: Subgraph, urls: ServingUrls, seesAll: boolean): Promise<Question[]> {
  const { ask, stop } = answering(subgraph, urls, auditor);
  const questions: Question[] = [];
  try {
    for (const list of listFields(subgraph.schema))
      for (const parents of parentsOf(list.parent.name)) {
        for (const page of orderedPages(list)) {
          const first = listQuestion(list, page, parents);
          const after = cursorIn(await ask(first));
          questions.push(first);
          if (after) questions.push(listQuestion(list, { ...page, after }, parents));
        }
        const filters = singleFilters(list);
        for (const page of filteredPages(list, filters, seesAll)) questions.push(listQuestion(list, page, parents));
        for (const filter of list.parent.name === 'Query' && seesAll ? [undefined, ...filters] : [undefined])
          questions.push(listQuestion(list, { filter }, parents, 'totalCount'));
      }
  } finally {
    await stop();
  }
  return questions;
}

const orderedPages = (list: ListField): PageVariables[] =>
  enumValues(list, 'orderBy', 'field').flatMap((field) =>
    directions.map((direction) => ({ orderBy: { field, direction } })),
  );

function filteredPages(list: ListField, filters: object[], seesAll: boolean): PageVariables[] {
  const usual = filters.map((filter) => ({ filter })) as PageVariables[];
  if (!seesAll || list.parent.name !== 'Query') return firstOfEach(usual);
  const [, ...others] = enumValues(list, 'orderBy', 'field');
  const ordered = others.flatMap((field) =>
    firstOfEach(usual).map((page) => ({ ...page, orderBy: { field, direction: 'ASC' as const } })),
  );
  return [
    ...usual,
    ...ordered,
    ...withPlaces(firstOfEach(usual).map(({ filter }) => filter as Filter)).map((filter) => ({ filter })),
  ];
}

/** Of the pages filtered by one field the first two: their values differ most. */
const firstOfEach = (pages: PageVariables[]): PageVariables[] =>
  [...Map.groupBy(pages, ({ filter }) => Object.keys(filter ?? {})[0]).values()].flatMap((same) => same.slice(0, 2));

/** The first cursor anywhere in an answer. */
function cursorIn(answer: object): string | undefined {
  let cursor: string | undefined;
  JSON.stringify(answer, (key, value) => {
    if (key === 'endCursor' && value) cursor ??= value;
    return value;
  });
  return cursor;
}
