type ClientError = { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> };
type Answer = { data?: unknown; errors?: ClientError[]; extensions?: unknown };

/** How two answers stand to one another; `allowed` is the one known difference (see isKnownShift). */
export type Verdict = 'same' | 'allowed' | 'different';

type CompareOptions = {
  /**
   * Whether entities of one list may be fetched apart from one another: it holds several types, or a fault took away what one of them is
   * known by.
   */
  mayShift: boolean;
};

/** Compares the answers to one request as they were sent: values, errors and the order of keys. Errors have no order of their own. */
export function compareAnswers(stock: string, other: string, { mayShift }: CompareOptions): Verdict {
  if (stock === other) return 'same';
  const [one, two] = [stock, other].map(read);
  if (!one || !two || JSON.stringify(withoutErrors(one)) !== JSON.stringify(withoutErrors(two))) return 'different';
  if (sorted(one.errors, asTold) === sorted(two.errors, asTold)) return 'same';
  return mayShift && isKnownShift(one.errors, two.errors) ? 'allowed' : 'different';
}

function read(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** The errors' place among the keys stays. */
const withoutErrors = (answer: Answer) => ({ ...answer, ...(answer.errors && { errors: answer.errors.length }) });

const asTold = (error: ClientError) => JSON.stringify(error);

const sorted = (errors: readonly ClientError[] = [], told: (error: ClientError) => string) =>
  errors.map(told).sort().join('\n');

/**
 * @apollo/gateway 2.14.4 counts all objects of a list where it should count those that it asked a subgraph about, so that an error
 * of a subgraph gets the list index of another object: the same errors, but for the numbers in the paths of those that a subgraph told.
 */
function isKnownShift(one: readonly ClientError[] = [], two: readonly ClientError[] = []): boolean {
  const withoutIndices = (error: ClientError) =>
    JSON.stringify({
      ...error,
      ...(error.extensions?.serviceName !== undefined && {
        path: error.path?.map((step) => (typeof step === 'number' ? '#' : step)),
      }),
    });
  return sorted(one, withoutIndices) === sorted(two, withoutIndices);
}
