import type { BuiltFile } from './built-files.ts';

/**
 * What a page may do: run and show what this gateway serves, and ask this gateway; no other host, no inline script, no eval. The
 * editor (Monaco) writes its styles into the page.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

type Asked = {
  method: string | undefined;
  accept: string | undefined;
  encodings: string | undefined;
  known: string | undefined;
};

export type Described = {
  status: 200 | 304 | 405 | 406;
  headers: Record<string, string>;
  /** What of the file is sent: how it was compressed, or undefined as it is; nothing where there is no body. */
  body: { encoding: 'br' | 'gzip' | undefined } | undefined;
};

/**
 * How a request for a file is answered.
 *
 * @param asked its method, and its headers accept, accept-encoding and if-none-match
 */
export function describeFile(file: BuiltFile, asked: Asked): Described {
  if (asked.method !== 'GET' && asked.method !== 'HEAD')
    return { status: 405, headers: { allow: 'GET, HEAD' }, body: undefined };
  if (file.isPage && !takesHtml(asked.accept)) return { status: 406, headers: {}, body: undefined };
  const encoding = file.encodings.find((name) => takes(asked.encodings, name));
  const headers: Record<string, string> = {
    etag: file.etag,
    vary: file.isForToken ? 'accept-encoding, authorization' : 'accept-encoding',
    'cache-control': lifetimeOf(file),
    // A worker is bound by the policy of its own file.
    ...((file.isPage || file.type.startsWith('text/javascript')) && { 'content-security-policy': policy }),
    ...(file.isPage && { 'cross-origin-opener-policy': 'same-origin' }),
  };
  if (asked.known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === file.etag))
    return { status: 304, headers, body: undefined };
  return {
    status: 200,
    headers: { ...headers, 'content-type': file.type, ...(encoding && { 'content-encoding': encoding }) },
    body: asked.method === 'HEAD' ? undefined : { encoding },
  };
}

/** A part is called by its content, and never becomes another; a page is looked at anew. */
function lifetimeOf({ path, isForToken }: BuiltFile): string {
  if (isForToken) return 'private, no-cache';
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** Who asks for GraphQL's types alone has the wrong address. */
function takesHtml(accept: string | undefined): boolean {
  return accept === undefined || accept.trim() === '' || /text\/html|text\/\*|\*\/\*/i.test(accept);
}

function takes(encodings: string | undefined, name: string): boolean {
  const given = (encodings ?? '').split(',').map((part) => part.trim().toLowerCase().split(/ *; */));
  const found = given.find(([type]) => type === name);
  return found !== undefined && !found.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
}
