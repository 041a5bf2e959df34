import { validity } from '../../schema/signature.ts';

/**
 * Remembers which nonces were used, for as long as a request signed with one could still be taken.
 *
 * @param max how many it holds; then none is taken, because to forget one would let it be used again
 */
export function createNonces(max: number) {
  // By the second of their request: what is too old goes as a whole.
  const used = new Map<number, Set<string>>();
  const forget = (now: number): number => {
    let kept = 0;
    for (const [second, nonces] of used) {
      if (now / 1000 - second > validity.age) used.delete(second);
      else kept += nonces.size;
    }
    return kept;
  };
  return {
    /**
     * Takes a nonce, in the same step as it looks for it: of two requests at once only one has it.
     *
     * @param created seconds since 1970, as signed
     * @param now milliseconds since 1970, the time by which the request was found fresh
     */
    use(nonce: string, created: number, now: number): 'first' | 'replayed' | 'full' {
      const kept = forget(now);
      const nonces = used.get(created) ?? new Set();
      if (nonces.has(nonce)) return 'replayed';
      if (kept >= max) return 'full';
      // A copy: the nonce is a slice of its header, which would be kept with it.
      used.set(created, nonces.add(Buffer.from(nonce).toString('latin1')));
      return 'first';
    },
  };
}
