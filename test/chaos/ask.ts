import { Agent, type Dispatcher, request } from 'undici';

/** What came back: an answer, or why none did. */
export type Reply = { status: number; text: string } | { failure: string };

type Asking = { body: string; token: string | undefined };

/** Milliseconds after which a client of the load gives up: longer than any bound of the gateway's. */
const patience = 30_000;

/** A client with connections of its own. */
export const createClient = () => new Agent({ headersTimeout: patience, bodyTimeout: patience });

/** Asks the gateway one operation; never rejects. */
export async function answerOf(url: string, { body, token }: Asking, dispatcher?: Dispatcher): Promise<Reply> {
  try {
    const { statusCode, body: answer } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body,
      ...(dispatcher && { dispatcher }),
    });
    return { status: statusCode, text: await answer.text() };
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return { failure: code ?? name };
  }
}
