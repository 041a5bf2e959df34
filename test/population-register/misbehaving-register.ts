import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one request is answered; `honest` is the body that a good register would send. */
export type Answer = (response: ServerResponse, honest: { answers: Record<string, unknown>[] }) => unknown;

export const good: Answer = (response, honest) => response.end(JSON.stringify(honest));

/**
 * A register over real HTTP that answers each batch's attempts as told, the last way for good. `asked` are the numbers of
 * each request, in order of arrival.
 */
export async function misbehavingRegister(
  answerFor: (numbers: string[], attempt: number) => Answer,
  citizen: (number: string) => object | null = () => null,
) {
  const asked: string[][] = [];
  const addresses = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    const { numbers } = JSON.parse(body) as { numbers: string[] };
    addresses.add(request.url ?? '');
    asked.push(numbers);
    const attempt = asked.filter((each) => each[0] === numbers[0]).length;
    const answers = numbers.map((number) => ({ number, ...(citizen(number) ?? { status: 'UNKNOWN' }) }));
    response.setHeader('content-type', 'application/json');
    await answerFor(numbers, attempt)(response, { answers });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    addresses,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
