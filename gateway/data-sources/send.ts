import type { Dispatcher, Pool } from 'undici';

type Head = { status: number; headers: Record<string, string | string[] | undefined> };
export type Answered = Head & { body: Buffer };

/** An answer that began, and did not come to its end. */
export class BrokenOffError extends Error {
  constructor(cause: Error) {
    super('the answer broke off', { cause });
  }
}

/**
 * Sends one request and gathers the answer. By undici's lowest interface, because the stream of its others costs more than all of a
 * short answer. Rejects with undici's error while nothing was answered, with BrokenOffError from then on, and with the signal's
 * reason.
 */
export function send(pool: Pool, request: Dispatcher.DispatchOptions, signal: AbortSignal): Promise<Answered> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let controller: Dispatcher.DispatchController | undefined;
    let head: Head | undefined;
    const chunks: Buffer[] = [];
    const abort = () => controller?.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    pool.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        // While it waited for a connection there was nothing to be ended.
        if (signal.aborted) abort();
      },
      onResponseStart(_, status, headers) {
        if (status >= 200) head = { status, headers };
      },
      onResponseData(_, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        signal.removeEventListener('abort', abort);
        const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
        resolve({ ...(head as Head), body });
      },
      onResponseError(_, error) {
        signal.removeEventListener('abort', abort);
        reject(head ? new BrokenOffError(error) : error);
      },
    });
  });
}
