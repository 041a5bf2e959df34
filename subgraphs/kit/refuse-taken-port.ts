import { createServer } from 'node:net';
import { EnvironmentError } from './environment.ts';

/**
 * EnvironmentError, in one line, where nobody can listen at an address: to be asked before databases are started and
 * filled, and not after.
 *
 * @param port 0 for any free one
 * @param variable the setting that names it
 */
export async function refuseTakenPort(port: number, host: string, variable = 'PORT'): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(port, host, resolve)).catch(
    (error: NodeJS.ErrnoException) => {
      const what =
        error.code === 'EADDRINUSE'
          ? `is taken: stop what listens there, or set ${variable} to another port`
          : 'cannot be used';
      throw new EnvironmentError(`${variable}: ${host}:${port} ${what} (${error.code})`);
    },
  );
  await new Promise((resolve) => probe.close(resolve));
}
