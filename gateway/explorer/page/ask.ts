/** What is asked: as it is sent. */
export type Asked = {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | null | undefined;
};

/** An error of an answer (gateway/access/refusal.ts says what a refusal carries). */
export type AnswerError = {
  message: string;
  path?: (string | number)[];
  extensions?: {
    code?: string;
    missing?: {
      authentication?: true;
      scopes?: string[][];
      policies?: string[][];
      purpose?: string[];
    };
    legalBasis?: { document: string; title: string; from: string }[];
  };
};

export type Answer = {
  data?: Record<string, unknown> | null;
  errors?: AnswerError[];
  extensions?: Record<string, unknown>;
};

/** An answer, with what was asked and how it came. */
export type Answered = {
  asked: Asked;
  answer: Answer;
  status: number;
  /** Seconds after which it is worth asking again, where a budget is used up (429) or there is too much to do (503). */
  retryAfter: number | null;
};

/** Asks the gateway on behalf of whoever the page is used by. Rejects where it is not reached, or `signal` is aborted. */
export type Ask = (asked: Asked, signal?: AbortSignal) => Promise<Answered>;

/** As whom one asks, and what for. */
export type Asking = { token: string | null; purpose: string | null };

/** The headers of one who asks; the token goes nowhere else. */
export function headersOf({ token, purpose }: Asking): Record<string, string> {
  if (token === null) return {};
  return { authorization: `Bearer ${token}`, ...(purpose !== null && { 'x-purpose': purpose }) };
}

export function createAsk(asking: Asking): Ask {
  return async (asked, signal) => {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(asking) },
      body: JSON.stringify(asked),
      credentials: 'omit',
      ...(signal && { signal }),
    });
    const text = await response.text();
    const retryAfter = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    return {
      asked,
      answer: readAnswer(text, response.status),
      status: response.status,
      retryAfter: Number.isNaN(retryAfter) ? null : retryAfter,
    };
  };
}

/** Something between the page and the gateway may answer in its place. */
function readAnswer(text: string, status: number): Answer {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch {
    // Told below.
  }
  return { errors: [{ message: `HTTP ${status}: expected a GraphQL answer` }] };
}
