import { expect, onTestFinished, test } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import { ownerConnection } from '../support/owner-connection.ts';
import { runScript, startScript } from '../support/process.ts';
import { personKey } from '../support/stack.ts';
import { expected, match, peopleOf, registerOf, stored, token } from './matching.ts';
import { type Answer, good, misbehavingRegister } from './misbehaving-register.ts';

const size = 8000;

const people = peopleOf(size);
/** The numbers that can be asked for: two records may have one, and a malformed one is nobody's. */
const numbers = new Set(
  [...people.people({ part: 'officials' })]
    .flatMap((story) => story.officials().map(({ personalNumber }) => personalNumber))
    .filter((number) => /^\d{12}$/.test(number)),
);

async function prepare(label: string, answerFor: () => Answer) {
  const { urls, stop } = await ownDatabase('officials', label, size);
  const sql = ownerConnection(urls);
  const register = await misbehavingRegister(answerFor, people.citizen);
  onTestFinished(async () => {
    await Promise.all([register.stop(), sql.end()]);
    await stop();
  });
  const env = {
    DATABASE_URL_OFFICIALS: urls.application,
    DATABASE_OWNER_URL_OFFICIALS: urls.owner,
    PERSON_KEY: personKey.toString(),
    POPULATION_REGISTER_URL: register.url,
    POPULATION_REGISTER_TOKEN: token,
  };
  return { urls, sql, register, env };
}

/** Answers so many batches, and keeps the others waiting. */
function answering(batches: number) {
  const waiting = Promise.withResolvers<void>();
  let answered = 0;
  const answer: Answer = async (response, honest) => {
    if (answered >= batches) {
      waiting.resolve();
      return;
    }
    answered++;
    await good(response, honest);
  };
  return { answerFor: () => answer, waiting: waiting.promise, goOn: () => (answered = Number.NEGATIVE_INFINITY) };
}

test.each([['new records', []] as const, ['all records', ['--all']] as const])(
  'killed in the middle it goes on where it was: %s',
  async (label, args) => {
    const slow = answering(7);
    const { sql, register, env } = await prepare(`match_killed_${args.length}`, slow.answerFor);
    if (args.length > 0) {
      // All are compared already, so that only the run itself knows where it was.
      const honest = await registerOf(people);
      await match({ owner: env.DATABASE_OWNER_URL_OFFICIALS } as never, honest.url);
      await honest.stop();
    }
    const killed = startScript('match', [...args], { env });
    await slow.waiting;
    killed.signalGroup('SIGKILL');
    expect(await killed.ended, label).toBe('SIGKILL');
    const before = register.asked.length;

    slow.goOn();
    const { code, output } = await runScript('match', [...args], { env });
    expect(output).toContain('went on with a run that had not finished');
    expect(code).toBe(0);
    expect(await stored(sql)).toEqual(expected(people));
    const first = new Set(register.asked.slice(0, before).flat());
    const second = register.asked.slice(before).flat();
    expect(new Set([...first, ...second])).toEqual(numbers);
    // 4 in flight, and 2 that were answered and not yet stored.
    expect(second.filter((number) => first.has(number)).length).toBeLessThanOrEqual(6 * 500);
    expect(new Set(second).size).toBeLessThan(size - 500);
  },
);

test('of two at once the second says so', async () => {
  const slow = answering(1);
  const { sql, env } = await prepare('match_twice', slow.answerFor);
  const first = startScript('match', [], { env });
  onTestFinished(() => void first.signalGroup('SIGKILL'));
  await slow.waiting;
  const second = await runScript('match', [], { env });
  expect(second).toMatchObject({ code: 1, output: expect.stringContaining('another `npm run match` is at work') });
  expect((await stored(sql)).size).toBeLessThanOrEqual(500);
});

test('Ctrl-C ends it', async () => {
  const slow = answering(2);
  const { env } = await prepare('match_stopped', slow.answerFor);
  const running = startScript('match', [], { env });
  await slow.waiting;
  running.signalGroup('SIGINT');
  expect(await running.ended).toBe(130);
  expect(running.output()).not.toMatch(/Error|\d{12}/);
});
