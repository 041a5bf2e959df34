import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether there is one on PATH: it is no package of ours. */
export const hasRedis = () => spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of our own, which keeps nothing on disk and is not started yet. @param directory where it runs */
export async function createRedis(directory: string) {
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--requirepass', 'secret'];
  let running: ChildProcess | undefined;
  return {
    url: `redis://:secret@127.0.0.1:${port}`,
    signal: (signal: NodeJS.Signals) => running?.kill(signal),
    /** Resolves once it takes connections. */
    async start() {
      running = spawn('redis-server', [...options, '--dir', directory], { stdio: 'ignore' });
      while (!(await accepts(port))) await sleep(20);
    },
    /** Ends at once, and so does every connection to it. */
    async kill() {
      running?.kill('SIGKILL');
      if (running && running.exitCode === null && running.signalCode === null) await once(running, 'exit');
      running = undefined;
    },
  };
}

/** One of 127.0.0.1 on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function accepts(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1');
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}
