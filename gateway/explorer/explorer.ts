import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../access/identity.ts';
import type { Log } from '../telemetry/log.ts';
import { answerCaller } from './answer-caller.ts';
import { answerFile } from './answer-file.ts';
import { answerToken, type IssueToken } from './answer-token.ts';
import { readBuiltFiles } from './built-files.ts';
import { answerDocs } from './docs/answer-docs.ts';
import { type DocsServed, docsForTokens, withoutHiddenDocs } from './docs/served.ts';

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The paths of the explorer, for the callers that `identity` knows. */
export type Explorer = (identity: Identity) => ReadonlyMap<string, Route>;

type Options = {
  isOn: boolean;
  /** Which of the reference's pages. */
  docs: DocsServed;
  /** In development alone. */
  issueToken?: IssueToken | undefined;
  log: Log;
};

/** What the gateway serves beside GraphQL: the pages as they were built, and what they ask it; nothing where it is off or not built. */
export async function openExplorer({ isOn, docs, issueToken, log }: Options): Promise<Explorer | undefined> {
  if (!isOn) return undefined;
  const built = await readBuiltFiles();
  const files = withoutHiddenDocs(built, docs);
  if (files.length === 0) {
    log.warn({ build: 'npm ci && npm run explorer' }, 'the explorer is not built, so it is not served');
    return undefined;
  }
  return (identity) => {
    const routes = new Map<string, Route>(
      files.map((file) => [file.path, (request, response) => answerFile(request, response, file)]),
    );
    for (const { file, contract } of docsForTokens(built, docs))
      routes.set(file.path, (request, response) => answerDocs(request, response, { file, contract, identity }));
    routes.set('/explorer/caller', (request, response) =>
      answerCaller(request, response, { identity, docs, offersRoles: issueToken !== undefined }),
    );
    if (issueToken) routes.set('/explorer/token', (request, response) => answerToken(request, response, issueToken));
    return routes;
  };
}
