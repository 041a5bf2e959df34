import type { Profiler } from 'node:inspector';
import { setTimeout as sleep } from 'node:timers/promises';

/** Profiles another Node process; its inspector is opened by SIGUSR1, on the loopback. */
export async function inspect(pid: number) {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await address());
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let last = 0;
  const send = (method: string, params: object = {}) =>
    new Promise<Record<string, unknown>>((resolve) => {
      const id = ++last;
      const hear = ({ data }: MessageEvent) => {
        const message = JSON.parse(data as string);
        if (message.id !== id) return;
        socket.removeEventListener('message', hear);
        resolve(message.result);
      };
      socket.addEventListener('message', hear);
      socket.send(JSON.stringify({ id, method, params }));
    });
  await send('Profiler.enable');
  await send('Profiler.setSamplingInterval', { interval: 250 });
  return {
    start: () => send('Profiler.start'),
    stop: async () => (await send('Profiler.stop')).profile as Profiler.Profile,
    async [Symbol.asyncDispose]() {
      socket.close();
    },
  };
}

/** Node's own place for a process that is told to open its inspector. */
async function address(): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const found = await fetch('http://127.0.0.1:9229/json/list').catch(() => undefined);
    if (found) return ((await found.json()) as { webSocketDebuggerUrl: string }[])[0]?.webSocketDebuggerUrl as string;
    await sleep(100);
  }
  throw new Error('the inspector of the process does not answer at 127.0.0.1:9229');
}
