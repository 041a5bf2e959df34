import type { TypedDocumentString } from './operations.ts';

/** One error of an answer; the codes and what to do about them: ../errors.md. */
export type AnswerError = {
  message: string;
  /** Where in the data the value is missing. */
  path?: (string | number)[];
  extensions: { code: string; serviceName?: string; missing?: { scopes?: string[][]; purpose?: true } };
};

export type Answer<Result> = {
  data: Result;
  /** What is missing in the data, and why. Empty for a whole answer. */
  errors: AnswerError[];
};

/** The operation was not run: there is no data at all. */
export class NotAnsweredError extends Error {
  readonly code: string;
  readonly status: number;
  /** Seconds after which it is worth another try; null where it is not. */
  readonly retryAfter: number | null;
  /** By which the operator of the gateway finds the request. */
  readonly requestId: string | null;
  constructor(error: AnswerError, { status, headers }: Response) {
    super(error.message);
    this.code = error.extensions.code;
    this.status = status;
    const seconds = headers.get('retry-after');
    this.retryAfter = seconds === null ? null : Number(seconds);
    this.requestId = headers.get('x-request-id');
  }
}

type ClientOptions = {
  /** As http://localhost:4000/graphql. */
  url: string;
  /** Asked for each time, so that a token that is about to end can be replaced; null for public data alone. */
  token: () => string | null;
  /** What personal data is asked for, as AUDIT. */
  purpose?: string;
};

/**
 * Asks the gateway. Variables and answer have the operation's own types. Partial data is no exception: what is missing is null and told
 * by `errors`. NotAnsweredError where there is no data.
 */
export function createClient({ url, token, purpose }: ClientOptions) {
  return {
    async ask<Result, Variables>(
      document: TypedDocumentString<Result, Variables>,
      variables: Variables,
    ): Promise<Answer<Result>> {
      const bearer = token();
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
          ...(purpose !== undefined && { 'x-purpose': purpose }),
        },
        body: JSON.stringify({ query: document.toString(), variables }),
      });
      const { data, errors = [] } = (await response.json()) as { data?: Result | null; errors?: AnswerError[] };
      if (data !== undefined && data !== null) return { data, errors };
      const [first] = errors;
      throw first ? new NotAnsweredError(first, response) : new Error('expected data or errors');
    },
  };
}

export type Client = ReturnType<typeof createClient>;
