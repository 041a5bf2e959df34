import { expect, onTestFinished, test } from 'vitest';
import { connectRegister, type RegisterOptions } from '../../subgraphs/population-register/client.ts';
import { BatchFailedError } from '../../subgraphs/population-register/register.ts';
import { type Answer, good, misbehavingRegister } from './misbehaving-register.ts';

const numbers = ['001190000123', '079085004567', '001090000001'];
const citizen = { status: 'ALIVE', fullName: 'Trần Thị Hòa', sex: 'FEMALE', birthDate: '1990-02-17' };

async function lookUp(answerFor: (attempt: number) => Answer, options: Partial<RegisterOptions> = {}) {
  const register = await misbehavingRegister(
    (_, attempt) => answerFor(attempt),
    (number) => (number === numbers[0] ? citizen : null),
  );
  const client = connectRegister({ url: register.url, token: 'token', firstWait: 1, attempts: 3, ...options });
  onTestFinished(async () => {
    await client.stop();
    await register.stop();
  });
  const answer = client.lookUp(numbers).catch((error: unknown) => error);
  return { answer: await answer, asked: register.asked.length, addresses: register.addresses };
}

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const altered =
  (change: (answers: Record<string, unknown>[]) => unknown): Answer =>
  (response, { answers }) =>
    response.end(JSON.stringify(change(answers)));
const first = (answers: Record<string, unknown>[], fields: object) => ({
  answers: answers.map((answer, at) => (at === 0 ? { ...answer, ...fields } : answer)),
});

const malformed: [string, Answer][] = [
  ['no JSON', (response) => response.end('oops')],
  ['a page of HTML', (response) => response.setHeader('content-type', 'text/html').end('<html>Đăng nhập</html>')],
  ['nothing', (response) => response.end()],
  ['JSON cut off', (response, honest) => response.end(JSON.stringify(honest).slice(0, -5))],
  ['another shape', altered((answers) => answers)],
  ['null', altered(() => null)],
  ['one number missing', altered((answers) => ({ answers: answers.slice(1) }))],
  ['one number for another', altered((answers) => first(answers, { number: '001190000999' }))],
  ['one number twice', altered((answers) => ({ answers: [...answers, answers[0]] }))],
  ['one number twice in place of another', altered((answers) => ({ answers: [answers[0], answers[0], answers[1]] }))],
  [
    'a foreign number more',
    altered((answers) => ({ answers: [...answers, { ...answers[1], number: '001190000999' }] })),
  ],
  ['a number as a number', altered((answers) => first(answers, { number: 1190000123 }))],
  ['an unknown status', altered((answers) => first(answers, { status: 'MAYBE' }))],
  ['no name', altered((answers) => first(answers, { fullName: undefined }))],
  ['a name of another type', altered((answers) => first(answers, { fullName: ['Hòa'] }))],
  ['a sex in words', altered((answers) => first(answers, { sex: 'Nữ' }))],
  ['a date that is none', altered((answers) => first(answers, { birthDate: '1990-02-30' }))],
  ['a date the other way round', altered((answers) => first(answers, { birthDate: '17/02/1990' }))],
  ['dead, and not when', altered((answers) => first(answers, { status: 'DECEASED' }))],
  ['superseded by no number', altered((answers) => first(answers, { status: 'SUPERSEDED', supersededBy: '' }))],
  ['superseded by itself', altered((answers) => first(answers, { status: 'SUPERSEDED', supersededBy: numbers[0] }))],
  ['dead before birth', altered((answers) => first(answers, { status: 'DECEASED', diedOn: '1990-02-16' }))],
  ['dead the day after tomorrow', altered((answers) => first(answers, { status: 'DECEASED', diedOn: daysFromNow(2) }))],
  [
    'superseded by a word',
    altered((answers) => first(answers, { status: 'SUPERSEDED', supersededBy: '07908500456x' })),
  ],
  [
    '__proto__',
    (response, honest) =>
      response.end(JSON.stringify(honest).replace('"status"', '"__proto__":{"sex":"MALE"},"status"')),
  ],
  ['204', (response) => response.writeHead(204).end()],
];

test.each([
  ['DECEASED', { diedOn: '1990-02-17' }],
  ['SUPERSEDED', { supersededBy: '079085009999' }],
])('%s is believed where it can be', async (status, fields) => {
  const { answer } = await lookUp(() => altered((answers) => first(answers, { status, ...fields })));
  expect((answer as Map<string, object>).get(numbers[0] as string)).toMatchObject({ status, ...fields });
});

test.each(malformed)('%s: asked again, then taken', async (_, answer) => {
  const { answer: found, asked } = await lookUp((attempt) => (attempt === 1 ? answer : good));
  expect(found).toEqual(
    new Map([
      [numbers[0], { number: numbers[0], ...citizen }],
      [numbers[1], { number: numbers[1], status: 'UNKNOWN' }],
      [numbers[2], { number: numbers[2], status: 'UNKNOWN' }],
    ]),
  );
  expect(asked).toBe(2);
});

test.each(malformed)('%s again and again: told as MALFORMED, without a number', async (_, answer) => {
  const { answer: error, asked } = await lookUp(() => answer);
  expect(error).toBeInstanceOf(BatchFailedError);
  expect((error as BatchFailedError).kind).toBe('MALFORMED');
  expect(String((error as Error).stack)).not.toMatch(/\d{12}/);
  expect(asked).toBe(3);
});

test.each<[string, Answer]>([
  ['UNREACHABLE', (response) => response.socket?.destroy()],
  [
    'UNREACHABLE',
    (response) => response.writeHead(200, { 'content-length': 500 }).write('{', () => response.destroy()),
  ],
  ['TIMED_OUT', () => {}],
  ['TIMED_OUT', (response) => response.write('{"answers"')],
  ['BUSY', (response) => response.writeHead(429).end()],
  ['BUSY', (response) => response.writeHead(503, { 'retry-after': 'soon' }).end()],
  ['SERVER_ERROR', (response) => response.writeHead(500).end()],
  ['SERVER_ERROR', (response) => response.writeHead(502).end('<html>')],
])('%s: asked again', async (kind, answer) => {
  const options = { timeout: 300 };
  expect((await lookUp((attempt) => (attempt < 3 ? answer : good), options)).answer).toBeInstanceOf(Map);
  expect(await lookUp(() => answer, options)).toMatchObject({ answer: { kind }, asked: 3 });
});

test('an answer without an end is not kept in memory', async () => {
  const endless: Answer = (response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(1 << 16))) {}
    };
    response.on('drain', more).on('error', () => {});
    more();
  };
  expect((await lookUp(() => endless, { attempts: 1 })).answer).toMatchObject({ kind: 'MALFORMED' });
});

test('Retry-After is waited for', async () => {
  let at = 0;
  const busy: Answer = (response) => {
    at = performance.now();
    response.writeHead(429, { 'retry-after': '1' }).end();
  };
  const late: Answer = (response, honest) => {
    at = performance.now() - at;
    return good(response, honest);
  };
  expect((await lookUp((attempt) => (attempt === 1 ? busy : late))).answer).toBeInstanceOf(Map);
  // What was asked for, less a timer's rounding: waiting longer is no fault.
  expect(at).toBeGreaterThan(990);
});

test.each([400, 413, 422])('%i is not asked again', async (status) => {
  const { answer, asked } = await lookUp(() => (response) => response.writeHead(status).end());
  expect(answer).toMatchObject({ kind: 'REJECTED' });
  expect(asked).toBe(1);
});

test.each([
  [401, 'POPULATION_REGISTER_TOKEN'],
  [403, 'POPULATION_REGISTER_TOKEN'],
  [404, 'POPULATION_REGISTER_URL'],
  [302, 'POPULATION_REGISTER_URL'],
])('%i says which setting is wrong', async (status, setting) => {
  const { answer, asked } = await lookUp(
    () => (response) => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(),
  );
  expect(String(answer)).toContain(`${setting}: the population register refuses us (HTTP ${status})`);
  expect(asked).toBe(1);
});

test('no number stands in an address', async () => {
  expect([...(await lookUp(() => good)).addresses]).toEqual(['/v1/lookups']);
});
