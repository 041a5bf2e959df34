import { setTimeout as sleep } from 'node:timers/promises';
import type { createVictim } from './databases.ts';
import type { Installation } from './installation.ts';
import type { Fault } from './run-fault.ts';

/** Its process is killed, and started again on the same port. */
export const killed = (installation: Installation, faulted: string): Fault => ({
  name: 'kill',
  faulted,
  begin: () => installation.kill(faulted),
  end: () => installation.restart(faulted),
});

/** Its process holds its connections, takes new ones and answers nothing; then goes on. */
export const paused = (installation: Installation, faulted: string): Fault => ({
  name: 'pause',
  faulted,
  begin: async () => void installation.signal(faulted, 'SIGSTOP'),
  end: async () => void installation.signal(faulted, 'SIGCONT'),
});

/** Its PostgreSQL is killed, and started again; the service runs on. */
export const withoutDatabase = (victim: ReturnType<typeof createVictim>, faulted: string): Fault => ({
  name: 'database',
  faulted,
  begin: victim.kill,
  end: victim.restart,
});

/** A subgraph moves to another address of the same machine, a file cannot be used, and the subgraph moves back. */
export const swapped = (installation: Installation, moved: string): Fault => {
  const write = async (text: string, told: string) => {
    const count = () => installation.gateway().output().split(told).length;
    const before = count();
    await installation.writeSupergraph(text);
    while (count() === before) await sleep(20);
  };
  const there = (installation.addresses[moved] as string).replace('127.0.0.1', 'localhost');
  const original = installation.supergraphWith();
  return {
    name: 'swap',
    async begin() {
      await write(installation.supergraphWith({ [moved]: there }), '"supergraph taken over"');
      await write(original.slice(0, original.length / 2), '"supergraph refused"');
    },
    end: () => write(original, '"supergraph taken over"'),
  };
};

/**
 * The gateway is told to stop while another one stands beside it, and clients go over to that one when they are told by its
 * readiness, as a load balancer's do.
 */
export const stopped = (installation: Installation): Fault => ({
  name: 'stop',
  async begin() {
    const old = installation.gateway();
    const other = await installation.startGateway();
    old.signal('SIGTERM');
    const readiness = new URL('/health/ready', old.url());
    while ((await fetch(readiness)).status === 200) await sleep(50);
    installation.use(other);
    const code = await old.ended;
    if (code !== 0) throw new Error(`the gateway that was told to stop ended with ${code}`);
  },
  end: async () => {},
});
