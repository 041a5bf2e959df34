import type { AnswerError } from './client.ts';

/** What is missing at one place of a page, however many rows lack it. */
export type Gap = {
  /** As `officials.nodes.*.person`. */
  place: string;
  why: 'refused' | 'unavailable' | 'failed';
  rows: number;
  /** The gateway's own words, for whoever reads them. */
  message: string;
};

const unavailable = new Set(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']);

/** Sums up the errors of a partial answer, so that a page of 50 rows says once what its rows lack. */
export function explainGaps(errors: readonly AnswerError[]): Gap[] {
  const placeOf = ({ path = [] }: AnswerError) => path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
  const groups = Map.groupBy(errors, (error) => `${placeOf(error)} ${error.extensions.code}`);
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    return first ? [{ place: placeOf(first), why: reasonOf(first), rows: all.length, message: first.message }] : [];
  });
}

function reasonOf({ extensions: { code } }: AnswerError): Gap['why'] {
  if (code === 'UNAUTHORIZED_FIELD_OR_TYPE') return 'refused';
  return unavailable.has(code) ? 'unavailable' : 'failed';
}
