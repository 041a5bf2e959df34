/**
 * The stock Apollo gateway, started as its documentation does it, over our services or over stock subgraphs, which nobody signs for.
 * BENCH_SETTINGS is RouterSettings as JSON.
 */
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readSupergraph } from '../../../gateway/supergraph.ts';
import { createSigner, type RouterSettings } from './signer.ts';

const settings = JSON.parse(process.env.BENCH_SETTINGS as string) as RouterSettings;
const signerOf = await createSigner(settings);

/** Around its own client, so that the body is written once. */
class SignedDataSource extends RemoteGraphQLDataSource {
  constructor(config: { url: string }) {
    super(config);
    const send = this.fetcher;
    this.fetcher = (url, init) =>
      send(url, {
        ...init,
        headers: { ...(init?.headers as Record<string, string>), ...signerOf(url as string, init?.body as string) },
      });
  }
}

// Without the access rules, which it refuses.
const { sdl } = await readSupergraph(settings.supergraph, {});
const gateway = new ApolloGateway({
  supergraphSdl: sdl,
  buildService: ({ url }) => new SignedDataSource({ url: url as string }),
});
const server = new ApolloServer({ gateway, introspection: false });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
console.log(`answers at ${url}`);
