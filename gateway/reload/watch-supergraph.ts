import { type FSWatcher, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { digestOf, SupergraphError, type SupergraphFile } from '../supergraph.ts';
import { describeFault, type Log } from '../telemetry/log.ts';

const timing = {
  /** Between a change and the look at it: whoever writes the file in place is not done with the first byte. */
  settle: 200,
  /** Between two looks where no change is told: some file systems tell none. */
  poll: 5_000,
};

type WatchOptions = {
  /** The one that is in use. */
  supergraph: SupergraphFile;
  /** Reads the file anew. SupergraphError where it is not to be used. */
  read: () => Promise<SupergraphFile>;
  /** Puts another in use. SupergraphError where it cannot be, and the one before goes on. */
  take: (supergraph: SupergraphFile) => Promise<object>;
  /** Errors that say in their own words what is wrong, beside SupergraphError. */
  expected?: readonly (abstract new (
    ...args: never[]
  ) => Error)[];
  log: Pick<Log, 'info' | 'error'>;
  /** Milliseconds; see above. */
  timing?: Partial<typeof timing>;
};

/**
 * Takes over the supergraph when its file changes: written in place, replaced by another, or behind a symbolic link that is
 * (as Kubernetes does). What cannot be used is refused and logged once, and what is in use stays.
 */
export function watchSupergraph({ supergraph, read, take, expected = [], log, timing: given }: WatchOptions): {
  stop: () => void;
} {
  const { settle, poll } = { ...timing, ...given };
  const { path } = supergraph;
  let inUse = supergraph.digest;
  let seen = inUse;
  let stopped = false;

  const look = async () => {
    const digest = await readFile(path, 'utf8').then(digestOf, () => 'unreadable');
    if (digest === seen || stopped) return;
    seen = digest;
    if (digest === inUse) return;
    try {
      const next = await read();
      const told = await take(next);
      inUse = next.digest;
      log.info({ supergraph: path, ...told }, 'supergraph taken over');
    } catch (error) {
      const inWords = [SupergraphError, ...expected].some((known) => error instanceof known);
      const reason = inWords ? (error as Error).message : describeFault(error as Error);
      if (!stopped) log.error({ supergraph: path, reason }, 'supergraph refused');
    }
  };
  // One after another: each look sees what the one before has put in use.
  let looking = Promise.resolve();
  const lookSoon = () => {
    looking = looking.then(look);
  };
  let settling: NodeJS.Timeout | undefined;
  const onEvent = () => {
    clearTimeout(settling);
    settling = setTimeout(lookSoon, settle).unref();
  };
  // The folder, and not the file: a file that replaces it is another file.
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(dirname(path), { persistent: false }, onEvent).on('error', () => watcher?.close());
  } catch {
    // Where nothing can be watched, looking from time to time finds the change.
  }
  const polling = setInterval(lookSoon, poll).unref();
  return {
    stop: () => {
      stopped = true;
      watcher?.close();
      clearInterval(polling);
      clearTimeout(settling);
    },
  };
}
