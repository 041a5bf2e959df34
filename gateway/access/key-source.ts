import { unwatchFile, watchFile } from 'node:fs';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { Log } from '../telemetry/log.ts';
import { providerUnavailable } from './identity-errors.ts';
import { isUrl, KeySetError, readKeySet } from './read-key-set.ts';

export type KeySourceOptions = {
  issuer: string;
  /** URL or file of the JWKS; found by discovery when missing. */
  jwks?: string | undefined;
  log?: Pick<Log, 'debug' | 'info' | 'warn'>;
  /** Milliseconds; see `timing`. */
  timing?: Partial<typeof timing>;
};

const timing = {
  /** Between two fetches that tokens with unknown keys cause. */
  cooldown: 30_000,
  /** Between two fetches while no key is known at all. */
  retry: 5_000,
  /** Between two fetches in the background, by which a withdrawn key goes. */
  refresh: 600_000,
  /** Between two looks at a file. */
  watch: 1_000,
  /** A fetch may take; a provider that hangs must not hold the requests that wait for it. */
  timeout: 5_000,
};

type Keys = { find: ReturnType<typeof createLocalJWKSet>; text: string };

/**
 * The provider's keys: the last known set, whatever happens to the provider since. It is read at once, in the background,
 * when its file changes, and for a key that it does not hold. Nothing here keeps a process alive.
 */
export function createKeySource({ issuer, jwks, log, timing: given }: KeySourceOptions) {
  const { cooldown, retry, refresh, watch, timeout } = { ...timing, ...given };
  const stopping = new AbortController();
  let known: Keys | undefined;
  let reading: Promise<void> | undefined;
  let lastDemand = Number.NEGATIVE_INFINITY;
  let isFailing = false;

  const accept = (set: JSONWebKeySet) => {
    if (isFailing) log?.info('the identity provider answers again');
    isFailing = false;
    const text = JSON.stringify(set);
    if (text === known?.text) return;
    // A rotation is news; that a start read its keys is not.
    log?.[known ? 'info' : 'debug']({ keys: set.keys.length }, 'keys of the identity provider read');
    known = { find: createLocalJWKSet(set), text };
  };
  const keep = (error: Error) => {
    // Once an outage; a line for each request would be its own outage.
    if (!isFailing && !stopping.signal.aborted)
      log?.warn({ reason: describe(error), keptKeys: known !== undefined }, 'keys of the identity provider not read');
    isFailing = true;
  };
  /** Callers at the same time share one. */
  const read = () => {
    reading ??= readKeySet(issuer, jwks, { stopping: stopping.signal, timeout })
      .then(accept)
      .catch(keep)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  /** Reads for a request's sake, unless what is being read already has it; at most once a period, whatever requests there are. */
  const demand = async (tried: Keys | undefined) => {
    await reading;
    if (known !== tried) return;
    if (reading) return reading;
    const now = performance.now();
    if (now - lastDemand < (known ? cooldown : Math.min(cooldown, retry))) return;
    lastDemand = now;
    return read();
  };

  void read();
  const background = setInterval(() => void read(), refresh).unref();
  const file = jwks !== undefined && !isUrl(jwks) ? jwks : undefined;
  const onChange = async () => {
    // What is being read may be the file as it was.
    await reading;
    await read();
  };
  if (file) watchFile(file, { interval: watch, persistent: false }, onChange);
  return {
    /** The set of keys; HttpError 503 while none is known. */
    async current(): Promise<Keys> {
      if (!known) await demand(undefined);
      if (!known) throw providerUnavailable(Math.max(1, Math.ceil(Math.min(cooldown, retry) / 1000)));
      return known;
    },
    /** The set when `tried` did not hold a token's key: another one, or undefined where there is none newer. */
    async newerThan(tried: Keys): Promise<Keys | undefined> {
      if (known === tried) await demand(tried);
      return known === tried ? undefined : known;
    },
    stop() {
      stopping.abort();
      clearInterval(background);
      if (file) unwatchFile(file, onChange);
    },
  };
}

export type KeySource = ReturnType<typeof createKeySource>;

/** Our own words, or a system's code such as ECONNREFUSED; foreign messages may repeat addresses and what was answered. */
function describe(error: Error & { code?: string }): string {
  if (error instanceof KeySetError) return error.message;
  const cause = error.cause as { code?: string } | undefined;
  return cause?.code ?? (error.name === 'TimeoutError' ? 'no answer in time' : (error.code ?? error.name));
}
