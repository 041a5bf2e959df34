// Hive Gateway over our services. BENCH_SETTINGS is JSON as for the stock gateway; the argument tells which planner: js or rust.
// Plain JavaScript, because the packages it is made of are installed on first use alone (install.ts).
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import { readSupergraph } from '../../../gateway/supergraph.ts';
import { createSigner } from '../federation/signer.ts';

const settings = JSON.parse(process.env.BENCH_SETTINGS);
const signerOf = await createSigner(settings);
const planner =
  process.argv[2] === 'rust'
    ? { unifiedGraphHandler: (await import('@graphql-hive/router-runtime')).unifiedGraphHandler }
    : {};

// Without the access rules, as the stock gateway: who asks is told by the signature alone.
const { sdl } = await readSupergraph(settings.supergraph, {});
const gateway = createGatewayRuntime({
  ...planner,
  supergraph: sdl,
  logging: false,
  landingPage: false,
  graphiql: false,
  plugins: () => [
    {
      onFetch({ url, options, setOptions }) {
        setOptions({ ...options, headers: { ...options.headers, ...signerOf(url, options.body) } });
      },
    },
  ],
});
const server = createServer(gateway);
server.listen(0, '127.0.0.1', () => console.log(`answers at http://127.0.0.1:${server.address().port}/graphql`));
process.once('SIGTERM', () => process.exit());
