import { createServer } from 'node:net';
import { EnvironmentError } from './environment.ts';

/**
 * EnvironmentError, in one line, where nobody can listen at an address: to be asked before databases are started and
 * filled, and not after.
 *
 * @param port 0 for any free one
 */
export async function refuseTakenPort(port: number, host: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, host, resolve)).catch(
    (error: NodeJS.ErrnoException) => {
      const what =
        error.code === 'EADDRINUSE'
          ? 'is taken: stop what listens there, or set PORT to another port'
          : 'cannot be used';
      throw new EnvironmentError(`PORT: ${host}:${port} ${what} (${error.code})`);
    },
  );
  await new Promise((resolve) => probe.close(resolve));
}
