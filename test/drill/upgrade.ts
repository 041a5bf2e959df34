import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopped } from '../chaos/faults.ts';
import type { Installation } from '../chaos/installation.ts';
import type { Fault } from '../chaos/run-fault.ts';

type Upgrade = {
  installation: Installation;
  names: readonly string[];
  /** Starts another process of a service, as that of a newer release; gives its address. */
  startService: (name: string) => Promise<string>;
  say?: (line: string) => void;
};

/**
 * Every process is replaced while clients ask, in the order of gateway/running.md: of each service a second process, the supergraph's
 * file that names it, the first one told to stop once nobody is connected to it; then the gateway likewise. No answer may differ meanwhile.
 */
export const upgraded = ({ installation, names, startService, say = () => {} }: Upgrade): Fault => ({
  name: 'upgrade',
  async begin() {
    const moved: Record<string, string> = {};
    const takenOver = () => installation.gateway().output().split('"supergraph taken over"').length;
    for (const name of names) {
      moved[name] = await startService(name);
      const before = takenOver();
      await installation.writeSupergraph(installation.supergraphWith(moved));
      while (takenOver() === before) await sleep(20);
      // Requests that began before the file changed end on the old address.
      while (isConnected(installation.addresses[name] as string)) await sleep(50);
      installation.signal(name, 'SIGTERM');
      while (await answers(installation.addresses[name] as string)) await sleep(50);
      say(`${name} replaced`);
    }
    await stopped(installation).begin();
    say('gateway replaced');
  },
  end: async () => {},
});

/** Whether anybody has a connection to that address of this machine, as `ss` tells it. */
function isConnected(address: string): boolean {
  const port = Number(new URL(address).port).toString(16).toUpperCase().padStart(4, '0');
  // The second column is the address of this end; 01 is an established connection.
  return new RegExp(`^ *\\d+: \\w+:${port} \\S+ 01 `, 'm').test(readFileSync('/proc/net/tcp', 'utf8'));
}

/** Whether anything takes connections there. */
const answers = (address: string) =>
  fetch(new URL('/health/live', address)).then(
    () => true,
    () => false,
  );
