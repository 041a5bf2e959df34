/** The media types of an answer (GraphQL over HTTP, section 6); the first counts for clients that take both alike. */
const offered = ['application/json', 'application/graphql-response+json'] as const;

export type MediaType = (typeof offered)[number];

type Range = { type: string; quality: number; place: number };

/**
 * Which media type an `Accept` header prefers (RFC 9110, section 12.5.1), undefined where it takes none of ours.
 *
 * @param accept undefined takes anything
 */
export function negotiate(accept: string | undefined): MediaType | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(readRange);
  const taken = offered.flatMap((type) => {
    const range = mostSpecific(type, ranges);
    return range && range.quality > 0 ? [{ ...range, type }] : [];
  });
  // Sorting is stable: the order of ours decides what nothing else does.
  return taken.sort((a, b) => b.quality - a.quality || a.place - b.place)[0]?.type;
}

function readRange(text: string, place: number): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return { type, quality: Number.isFinite(quality) ? quality : 0, place };
}

function mostSpecific(type: MediaType, ranges: Range[]): Range | undefined {
  for (const form of [type, 'application/*', '*/*']) {
    const range = ranges.find((each) => each.type === form);
    if (range) return range;
  }
  return undefined;
}
