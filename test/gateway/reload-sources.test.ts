import { expect, test, vi } from 'vitest';
import { createIdentity } from '../../gateway/access/identity.ts';
import { createGateway } from '../../gateway/gateway.ts';
import { readSupergraph, SupergraphError } from '../../gateway/supergraph.ts';
import { createLog } from '../../gateway/telemetry/log.ts';
import { ask } from '../support/process.ts';
import { startFederation, supergraphFile } from '../support/small-federation.ts';
import { createTestIdentity } from '../support/tokens.ts';

type OnTestFinished = (clean: () => Promise<void>) => void;

/** A gateway over some of three subgraphs, and how to give it others. */
async function start(onTestFinished: OnTestFinished, documents: string[] = []) {
  const federation = await startFederation(['alpha', 'beta', 'gamma'], onTestFinished);
  const read = async (sdl: string) => readSupergraph(await supergraphFile(sdl, onTestFinished), {});
  const identity = createIdentity((await createTestIdentity()).options);
  const plans: { cached: boolean }[] = [];
  const gateway = await createGateway({
    supergraph: await read(federation.compose(['alpha', 'beta'])),
    config: { host: '127.0.0.1', port: 0, accessMode: 'filter' },
    observer: { onPlan: ({ cached }) => plans.push({ cached }) },
    identity,
    keyOf: () => undefined,
    local: [],
    known: documents,
    log: createLog('silent'),
  });
  onTestFinished(async () => {
    await gateway.stop();
    identity.stop();
  });
  return {
    federation,
    plans,
    reload: async (names: ('alpha' | 'beta' | 'gamma')[]) => gateway.reload(await read(federation.compose(names))),
    reloadText: async (sdl: string) => gateway.reload(await read(sdl)),
    ask: (query: string) => ask(gateway.url, query),
  };
}

test('a new subgraph is asked; one that is gone answers what it was asked before, and is left alone after', async ({
  onTestFinished,
}) => {
  const { federation, ask, reload } = await start(onTestFinished);
  const { alpha, beta } = federation;
  expect(await ask('{ alpha beta }')).toEqual({ data: { alpha: 'alpha', beta: 'beta' } });
  expect((await ask('{ gamma }')).errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);

  beta.hold();
  const before = ask('{ alpha beta }');
  await vi.waitFor(() => expect(beta.waiting()).toBe(1));
  const kept = alpha.connections();
  await reload(['alpha', 'gamma']);
  expect(await ask('{ alpha gamma }')).toEqual({ data: { alpha: 'alpha', gamma: 'gamma' } });
  expect((await ask('{ beta }')).errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  expect(beta.connections()).toBeGreaterThan(0);
  // One that stays is asked over the connections that it has.
  expect(alpha.connections()).toBe(kept);

  beta.letGo();
  expect(await before).toEqual({ data: { alpha: 'alpha', beta: 'beta' } });
  await vi.waitFor(() => expect(beta.connections()).toBe(0));
  expect(await ask('{ alpha gamma }')).toEqual({ data: { alpha: 'alpha', gamma: 'gamma' } });
});

test('what cannot be put in use is refused, and leaves all as it was', async ({ onTestFinished }) => {
  const { federation, ask, reload, reloadText } = await start(onTestFinished);
  const { alpha, gamma } = federation;
  const sdl = federation.compose(['alpha', 'gamma']);
  await ask('{ alpha }');
  const kept = alpha.connections();
  await expect(reloadText(sdl.replace('gamma(of: Int): String', 'gamma(of: Int): Missing'))).rejects.toThrow(
    SupergraphError,
  );
  expect(await ask('{ alpha beta }')).toEqual({ data: { alpha: 'alpha', beta: 'beta' } });
  expect((await ask('{ gamma }')).errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  expect([alpha.connections(), gamma.connections()]).toEqual([kept, 0]);
  await reload(['alpha', 'gamma']);
  expect(await ask('{ gamma }')).toEqual({ data: { gamma: 'gamma' } });
});

test('what is asked often and what is known beforehand has its plan before the first who asks a new supergraph', async ({
  onTestFinished,
}) => {
  const known = 'query Known($of: Int!) { alpha(of: $of) }';
  const { ask, plans, reload } = await start(onTestFinished, [known]);
  const isCached = async (query: string) => {
    const before = plans.length;
    await ask(query);
    return plans.slice(before).map(({ cached }) => cached);
  };
  const withVariable = known.replace('$of: Int!', '$of: Int! = 1');
  expect(await isCached('{ alpha beta }')).toEqual([false]);
  expect(await isCached('{ beta }')).toEqual([false]);
  expect(await isCached(withVariable)).toEqual([false]);

  // What the other supergraph does not have is left out: two of the known one (by its name and without), two that were asked.
  expect(await reload(['alpha', 'gamma'])).toEqual({ warmed: 3 });
  expect(await isCached(withVariable)).toEqual([true]);
  expect(await isCached('{ gamma }')).toEqual([false]);

  expect(await reload(['alpha', 'beta'])).toEqual({ warmed: 5 });
  expect(await isCached('{ alpha beta }')).toEqual([true]);
  expect(await isCached('{ beta }')).toEqual([true]);
  expect(await isCached('{ beta alpha }')).toEqual([false]);
});
