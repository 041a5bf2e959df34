import { expect, test } from 'vitest';
import { createGenerations } from '../../gateway/reload/generations.ts';

const generation = (name: string, stopped: string[]) => ({
  name,
  stop: async () => {
    stopped.push(name);
  },
});

test('a request stays with the one that it began on, which is stopped when its last request has ended', async () => {
  const stopped: string[] = [];
  const failures: Error[] = [];
  const generations = createGenerations(generation('first', stopped), (error) => failures.push(error));
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const running = gates.map(({ promise }) =>
    generations.run(async ({ name }) => {
      await promise;
      return name;
    }),
  );
  generations.replace(generation('second', stopped));
  expect(generations.current().name).toBe('second');
  expect(await generations.run(async ({ name }) => name)).toBe('second');

  gates[0].resolve();
  expect(await running[0]).toBe('first');
  expect(stopped).toEqual([]);
  gates[1].reject(new Error('a request that failed has ended too'));
  await expect(running[1]).rejects.toThrow();
  expect(stopped).toEqual(['first']);

  // Nobody waits for one that was never asked, nor for one that comes too late.
  generations.replace({
    name: 'third',
    stop: async () => {
      throw new Error('cannot stop');
    },
  });
  expect(stopped).toEqual(['first', 'second']);
  generations.replace(generation('fourth', stopped));
  await generations.stop();
  expect(failures).toEqual([new Error('cannot stop')]);
  generations.replace(generation('fifth', stopped));
  expect(stopped).toEqual(['first', 'second', 'fourth', 'fifth']);
  expect(generations.current().name).toBe('fourth');
});
