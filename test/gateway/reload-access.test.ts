import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSupergraph, type SupergraphFile } from '../../gateway/supergraph.ts';
import { supergraphFile } from '../support/small-federation.ts';
import { type Answer, type Stack, startStack } from '../support/stack.ts';

const isOpen =
  'jobSeekerCount: Int @join__field(graph: LABOR_EMPLOYMENT) @tag(name: "statistics") @cost(weight: 5) @public';
const isProtected = isOpen.replace('@public', '@requiresScopes(scopes: [["labour:read"]])');
const query = '{ administrativeUnit(code: "79") { name jobSeekerCount } }';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

/** Asked by nobody in particular: the field is public in one supergraph, and not in the other. */
const askAsAnybody = () => stack.ask(query, {}, { token: null });

test('a request is judged by the rules of the supergraph that it began on, however often that changes meanwhile', async ({
  onTestFinished,
}) => {
  const sdl = await readFile('schema/supergraph.graphql', 'utf8');
  expect(sdl.split(isOpen)).toHaveLength(2);
  const read = async (text: string) => readSupergraph(await supergraphFile(text, onTestFinished), {});
  const supergraphs: SupergraphFile[] = [await read(sdl), await read(sdl.replace(isOpen, isProtected))];

  const open = await askAsAnybody();
  expect(open).toMatchObject({
    data: { administrativeUnit: { name: 'Hồ Chí Minh', jobSeekerCount: expect.any(Number) } },
  });
  await stack.reload(supergraphs[1] as SupergraphFile);
  const refused = await askAsAnybody();
  expect(refused).toMatchObject({
    data: { administrativeUnit: { name: 'Hồ Chí Minh', jobSeekerCount: null } },
    errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
  });
  const answers: Answer[] = [open, refused];

  // Which of the two is in use, and how often that has changed (a change under way counts as one more).
  let inUse = 1;
  let changes = 0;
  let done = false;
  const asked = { settled: 0, across: 0 };
  const client = async () => {
    while (!done) {
      const before = { inUse, changes };
      const answer = await askAsAnybody();
      if (before.changes === changes && changes % 2 === 0) {
        asked.settled += 1;
        expect(answer).toEqual(answers[before.inUse]);
      } else {
        asked.across += 1;
        expect(answers).toContainEqual(answer);
      }
    }
  };
  const clients = Array.from({ length: 8 }, client);
  for (let swap = 0; swap < 12; swap++) {
    const next = 1 - inUse;
    changes += 1;
    await stack.reload(supergraphs[next] as SupergraphFile);
    inUse = next;
    changes += 1;
    const { settled } = asked;
    while (asked.settled < settled + 16) await Promise.race([...clients, new Promise((next) => setTimeout(next, 5))]);
  }
  done = true;
  await Promise.all(clients);
  expect(asked.across).toBeGreaterThan(12);
});
