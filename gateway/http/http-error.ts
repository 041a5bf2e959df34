type Details = { code?: string; headers?: Record<string, string> };

/**
 * A request that is refused before GraphQL sees it: its message says what was expected and repeats nothing that was sent.
 * The answer is `{ errors: [{ message, extensions: { code } }] }` with the status and headers given.
 */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  constructor(status: number, message: string, { code = 'BAD_REQUEST', headers = {} }: Details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
