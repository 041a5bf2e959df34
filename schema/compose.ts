import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, parse, printSchema } from 'graphql';
import { registry } from '../subgraphs/registry.ts';
import { describeRules } from './access/describe-rules.ts';
import { AccessRuleError } from './access/links.ts';
import { readAccess } from './access/read-access.ts';
import { ContractError, makeContract } from './contracts/make-contract.ts';
import { printContract } from './contracts/print-contract.ts';
import { readTags } from './contracts/read-tags.ts';
import { contracts } from './contracts.ts';
import { makeManifest, printManifest } from './manifests/make-manifest.ts';
import { ManifestError } from './manifests/manifest.ts';
import { readDocuments } from './manifests/read-documents.ts';
import { typeOperations } from './type-operations.ts';

const root = join(import.meta.dirname, '..');

/** Said when subgraphs do not compose: one line an error, as Federation words it. */
class CompositionError extends Error {}

/**
 * Composes the subgraphs' SDL files: the supergraph that any Federation 2 router loads, with the access rules in it, the API
 * that clients see and its contracts, who may see what of it, and the manifest of the operations that come with it.
 */
export function compose() {
  const services = registry.map(({ name, port }) => ({
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    typeDefs: parse(readFileSync(join(root, 'subgraphs', name, 'schema.graphql'), 'utf8')),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new CompositionError((errors ?? []).map(({ message }) => message).join('\n'));
  const { sdl, rules } = readAccess(supergraphSdl);
  const api = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();
  const tags = readTags(supergraphSdl);
  return {
    contracts: contracts.map((contract) => ({
      name: contract.name,
      text: printContract(contract.name, makeContract(contract, { api, tags, rules }), api),
    })),
    supergraph: `${supergraphSdl.trimEnd()}\n`,
    api: `${printSchema(api)}\n`,
    access: describeRules(api, rules),
    manifest: printManifest(makeManifest(readDocuments([join(root, 'schema', 'operations')], root), api)),
  };
}

async function main(check: boolean): Promise<void> {
  const { supergraph, api, contracts, access, manifest } = compose();
  const typed = await typeOperations(buildSchema(api), readDocuments([join(root, 'schema', 'operations')], root));
  const files = [
    { path: join(root, 'schema', 'supergraph.graphql'), text: supergraph },
    { path: join(root, 'schema', 'api.graphql'), text: api },
    ...contracts.map(({ name, text }) => ({ path: join(root, 'schema', 'contracts', `${name}.graphql`), text })),
    { path: join(root, 'schema', 'access.md'), text: access },
    { path: join(root, 'schema', 'manifests', 'operations.json'), text: manifest },
    { path: join(root, 'schema', 'example', 'operations.ts'), text: typed },
  ];
  if (!check) {
    for (const { path, text } of files) writeFileSync(path, text);
    return;
  }
  const stale = files.filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  if (stale.length > 0)
    throw new CompositionError(
      `not what the subgraphs compose to, run \`npm run compose\`: ${stale.map(({ path }) => path).join(', ')}`,
    );
}

if (import.meta.main) {
  try {
    await main(process.argv.includes('--check'));
  } catch (error) {
    const expected = [CompositionError, AccessRuleError, ContractError, ManifestError];
    if (!(error instanceof Error && expected.some((known) => error instanceof known))) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
