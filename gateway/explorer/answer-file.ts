import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from '../http/http-error.ts';
import { type BuiltFile, encodedFile } from './built-files.ts';
import { describeFile } from './describe-file.ts';

/** Answers with a file of the pages. HttpError 405 and 406 for what a file is not asked for by; 404 where it has gone meanwhile. */
export async function answerFile(request: IncomingMessage, response: ServerResponse, file: BuiltFile): Promise<void> {
  const { method, headers: sent } = request;
  const described = describeFile(file, {
    method,
    accept: sent.accept,
    encodings: [sent['accept-encoding']].flat().join(','),
    known: sent['if-none-match'],
  });
  const { status, headers, body } = described;
  if (status === 405)
    throw new HttpError(405, 'expected GET: GraphQL is at /graphql', { code: 'METHOD_NOT_ALLOWED', headers });
  if (status === 406)
    throw new HttpError(406, 'expected to be asked for text/html: GraphQL is at /graphql', { code: 'NOT_ACCEPTABLE' });
  // Built anew under a gateway that runs, it may be gone.
  const bytes = body && (await readFile(encodedFile(file.file, body.encoding)).catch(() => undefined));
  if (body && !bytes) throw new HttpError(404, 'expected what is built now: load the page again');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  response.end(bytes);
}
